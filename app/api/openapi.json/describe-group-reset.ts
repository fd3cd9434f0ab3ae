import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { consumerGroupPath } from '#schemas/api/consumer-group.ts';
import {
  resetOutcome,
  resetPreview,
  resetPreviewRequest,
  resetRequest,
  resetState,
  undoRequest,
} from '#schemas/api/group-reset.ts';
import { given, refused, wrong } from './describe-answers.ts';

const outcome = resetOutcome.meta({ id: 'ResetOutcome' });
const noGroup = refused('Kafka has no such group');
const forbidden = refused('The page that sent this is not ours, or writing is off (NIBBLE_WRITES)');
const away = refused('Kafka or the database cannot be reached');
const params = consumerGroupPath;

export const groupResetRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/consumer-groups/{group}/reset',
    summary: 'How the group stands in Kafka at this moment, whether its offsets could be moved, and its last reset',
    request: { params },
    responses: { 200: given('Where it stands', resetState), 404: noGroup, 422: wrong, 503: away },
  },
  {
    method: 'post',
    path: '/api/consumer-groups/{group}/reset/preview',
    summary: 'What a reset would do: from, to, skipped or read again, which flows, who else reads the topics',
    description: 'Changes nothing in Kafka. The preview can be run once, for 15 minutes.',
    request: { params, body: { required: true, content: { 'application/json': { schema: resetPreviewRequest } } } },
    responses: { 200: given('The preview', resetPreview), 404: noGroup, 422: wrong, 503: away },
  },
  {
    method: 'post',
    path: '/api/consumer-groups/{group}/reset',
    summary: 'Runs a preview, if nothing has moved since; reads again where each partition stands',
    description: 'Needs an `Origin` that is this console, and leaves an audit entry.',
    request: { params, body: { required: true, content: { 'application/json': { schema: resetRequest } } } },
    responses: {
      200: given('Where each partition stands now', outcome),
      403: forbidden,
      404: refused('There is no such preview of this group'),
      409: refused('The group has members, something moved since the preview, or it was run already'),
      422: wrong,
      503: away,
    },
  },
  {
    method: 'post',
    path: '/api/consumer-groups/{group}/reset/undo',
    summary: 'Takes the last reset of the group back, if every partition still stands where it was put',
    description: 'Needs an `Origin` that is this console, and leaves an audit entry.',
    request: { params, body: { required: true, content: { 'application/json': { schema: undoRequest } } } },
    responses: {
      200: given('Where each partition stands now', outcome),
      403: forbidden,
      404: refused('No reset of this group is known'),
      409: refused('It is not the last one, the group has members, or it has read on'),
      422: wrong,
      503: away,
    },
  },
];
