import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { consumerGroupPath } from '#schemas/api/consumer-group.ts';
import { flowPath, flowQuery } from '#schemas/api/flow.ts';
import { flowPositions, groupFlows, groupFlowsQuery } from '#schemas/api/position.ts';
import { away, given, refused, unknown, wrong } from './describe-answers.ts';

export const positionRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows/{correlationId}/position',
    summary: 'Where each event of a flow is now, by consumer group, and the story that tells so',
    description: 'What `/api/flows/{correlationId}` gives of it, for those who have the rest and ask again.',
    request: { params: flowPath, query: flowQuery },
    responses: { 200: given('The positions', flowPositions), 404: unknown, 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/consumer-groups/{group}/flows',
    summary: 'Flows that wait in a consumer group, stuck and late ones first, and when they are read',
    description: '`looked` tells among how many of the records that the group has still to read they were found.',
    request: { params: consumerGroupPath, query: groupFlowsQuery },
    responses: { 200: given('The flows', groupFlows), 404: refused('No such group was seen'), 422: wrong, 503: away },
  },
];
