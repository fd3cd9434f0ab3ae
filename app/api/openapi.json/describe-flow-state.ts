import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { flowPath } from '#schemas/api/flow.ts';
import { flowState, flowStateQuery } from '#schemas/api/flow-state.ts';
import { pinPath } from '#schemas/api/pin.ts';
import { away, given, refused, unknown, wrong } from './describe-answers.ts';

const state = flowState.meta({ id: 'FlowState' });

export const flowStateRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows/{correlationId}/state',
    summary: 'What each service believed after an event, what that event changed, and who contradicts whom',
    request: { params: flowPath, query: flowStateQuery },
    responses: {
      200: given('The state after the event; after the last one where none is named', state),
      404: unknown,
      422: wrong,
      503: away,
    },
  },
  {
    method: 'get',
    path: '/api/pins/{id}/state',
    summary: 'The same of a pinned flow, from what was kept of it',
    request: { params: pinPath, query: flowStateQuery },
    responses: {
      200: given('The state after the event, as it was known when the flow was pinned', state),
      404: unknown,
      409: refused('Another version of the console took it'),
      422: wrong,
      503: away,
    },
  },
];
