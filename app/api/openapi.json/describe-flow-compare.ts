import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { flowPath } from '#schemas/api/flow.ts';
import { flowComparePath, flowComparison, goodOne, goodOneQuery } from '#schemas/api/flow-compare.ts';
import { away, given, unknown, wrong } from './describe-answers.ts';

export const flowCompareRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows/{correlationId}/compare/{other}',
    summary: 'Two flows step by step, aligned by type and cause: `a` is the first, `b` the other',
    request: { params: flowComparePath },
    responses: {
      200: given('The comparison', flowComparison.meta({ id: 'FlowComparison' })),
      404: unknown,
      422: wrong,
      503: away,
    },
  },
  {
    method: 'get',
    path: '/api/flows/{correlationId}/good-one',
    summary: 'The nearest finished flow of the same branch and restaurant, to compare with',
    request: { params: flowPath, query: goodOneQuery },
    responses: { 200: given('The flow, and why this one', goodOne), 404: unknown, 422: wrong, 503: away },
  },
];
