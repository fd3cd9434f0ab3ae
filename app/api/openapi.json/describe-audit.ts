import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { auditEntry, auditList, auditPath, auditQuery } from '#schemas/api/audit.ts';
import { away, given, refused, wrong } from './describe-answers.ts';

const entry = auditEntry.meta({ id: 'AuditEntry' });

export const auditRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/audit',
    summary: 'What was done by this console, the newest first: who, what, before, after, why',
    request: { query: auditQuery },
    responses: { 200: given('The entries', auditList), 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/audit/{id}',
    summary: 'One entry with all of before and after, however long',
    request: { params: auditPath },
    responses: { 200: given('The entry', entry), 404: refused('There is no such entry'), 422: wrong, 503: away },
  },
];
