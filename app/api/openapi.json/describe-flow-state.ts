import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { flowPath } from '#schemas/api/flow.ts';
import { flowState, flowStateQuery } from '#schemas/api/flow-state.ts';
import { away, given, unknown, wrong } from './describe-answers.ts';

export const flowStateRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows/{correlationId}/state',
    summary: 'What each service believed after an event, what that event changed, and who contradicts whom',
    request: { params: flowPath, query: flowStateQuery },
    responses: {
      200: given(
        'The state after the event; after the last one where none is named',
        flowState.meta({ id: 'FlowState' }),
      ),
      404: unknown,
      422: wrong,
      503: away,
    },
  },
];
