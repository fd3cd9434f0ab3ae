import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import {
  consumerGroup,
  consumerGroupList,
  consumerGroupPath,
  consumerGroupsQuery,
  groupHistory,
  groupHistoryQuery,
} from '#schemas/api/consumer-group.ts';
import { away, given, refused, wrong } from './describe-answers.ts';

const never = refused('No such group was seen');

export const consumerGroupRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/consumer-groups',
    summary: 'Consumer groups with lag and verdict, the worst first; searched by parts of names of groups and topics',
    description: '`round` tells when Kafka was last asked; a group that could not be asked then has its own `asOf`.',
    request: { query: consumerGroupsQuery },
    responses: {
      200: given('A page of groups, and how many there are of each verdict', consumerGroupList),
      422: wrong,
      503: away,
    },
  },
  {
    method: 'get',
    path: '/api/consumer-groups/{group}',
    summary: 'One group: members, and each partition with the samples that its verdict rests on',
    request: { params: consumerGroupPath },
    responses: { 200: given('The group', consumerGroup), 404: never, 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/consumer-groups/{group}/history',
    summary: 'Its lag over time, at most 300 points, with rebalances and whatever else happened to it',
    description: 'A point of nulls: nobody asked Kafka then, or the group could not be asked.',
    request: { params: consumerGroupPath, query: groupHistoryQuery },
    responses: { 200: given('The history', groupHistory), 404: never, 422: wrong, 503: away },
  },
];
