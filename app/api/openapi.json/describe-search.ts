import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { searchLine, searchQuery } from '#schemas/api/search.ts';
import { away, wrong } from './describe-answers.ts';

export const searchRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/search',
    summary: 'What an id, six characters of one, or words of a payload lead to',
    description:
      'One JSON value a line, each as soon as it is known: groups of what was found with why it answers, parts that ' +
      'failed, what was searched, and last `end`, without which the answer is not whole.',
    request: { query: searchQuery },
    responses: {
      200: { description: 'Lines', content: { 'application/x-ndjson': { schema: searchLine } } },
      422: wrong,
      503: away,
    },
  },
];
