import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { flowPath, flowQuery } from '#schemas/api/flow.ts';
import { story } from '#schemas/api/story.ts';
import { away, given, unknown, wrong } from './describe-answers.ts';

export const storyRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows/{correlationId}/story',
    summary:
      'One flow in plain words: what happened, who was told what, what is still to come, and what is usually asked',
    request: { params: flowPath, query: flowQuery },
    responses: { 200: given('The story', story.meta({ id: 'Story' })), 404: unknown, 422: wrong, 503: away },
  },
];
