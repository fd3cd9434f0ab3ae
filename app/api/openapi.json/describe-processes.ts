import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { processList } from '#schemas/api/process.ts';
import { away, given } from './describe-answers.ts';

export const processRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/processes',
    summary: 'The process files that flows are judged by, beside what really came',
    description:
      'Of each step: its deadline, how long it usually takes, and whether any record told of it; and the event types that came and that no process names.',
    responses: { 200: given('The processes', processList), 503: away },
  },
];
