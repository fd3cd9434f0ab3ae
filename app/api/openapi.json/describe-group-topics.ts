import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { consumerGroupPath } from '#schemas/api/consumer-group.ts';
import { groupTopics } from '#schemas/api/group-topics.ts';
import { away, given, unknown, wrong } from './describe-answers.ts';

export const groupTopicRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/consumer-groups/{group}/topics',
    summary:
      'What the topics of a consumer group hold: event types and versions of their newest records, its dead letters',
    description:
      'Of the first 20 topics by name, of 12 partitions of each the newest 50 indexed records. Dead letters are those of topics named `<topic>.<group>.dlq`.',
    request: { params: consumerGroupPath },
    responses: { 200: given('What they hold', groupTopics), 404: unknown, 422: wrong, 503: away },
  },
];
