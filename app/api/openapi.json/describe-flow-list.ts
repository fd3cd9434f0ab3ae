import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import {
  flowCounts,
  flowFacets,
  flowList,
  flowSelection,
  flowSummary,
  flowsExportQuery,
  flowsQuery,
} from '#schemas/api/flow-list.ts';
import { away, given, wrong } from './describe-answers.ts';

const list = flowList.meta({ id: 'FlowList' });

export const flowListRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows',
    summary:
      'Flows, newest first, by any id and by state, event types seen and missing, version, service, time, duration',
    description: 'A page may be short and yet have a `next`: `looked` says how far back it looked.',
    request: { query: flowsQuery },
    responses: { 200: given('A page of flows and what was searched', list), 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/flow-counts',
    summary: 'How many flows are on their way, late or stuck, and how many failed in the last hour',
    responses: { 200: given('The counts', flowCounts), 503: away },
  },
  {
    method: 'get',
    path: '/api/flow-facets',
    summary: 'How many flows each choice of a filter would leave: by state, event type, version and service',
    request: { query: flowSelection },
    responses: { 200: given('The counts, and among how many flows', flowFacets), 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/flows/export',
    summary: 'Every flow that fits, as CSV or NDJSON by `Accept`, streamed',
    description:
      'An answer that breaks off is not whole. In CSV, text that a spreadsheet would run begins with an apostrophe.',
    request: { query: flowsExportQuery },
    responses: {
      200: {
        description: 'The flows, one a line',
        content: { 'text/csv': { schema: z.string() }, 'application/x-ndjson': { schema: flowSummary } },
      },
      422: wrong,
      503: away,
    },
  },
];
