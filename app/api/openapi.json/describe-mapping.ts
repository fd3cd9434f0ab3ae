import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { mappingDraft, mappingPreview, mappingState, saveMapping } from '#schemas/api/mapping-preview.ts';
import { away, given, refused, wrong } from './describe-answers.ts';

const state = mappingState.meta({ id: 'MappingState' });

export const mappingRoutes: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/settings/mapping',
    summary: 'How records of other platforms are read, where that is written, and what the collectors read by',
    responses: { 200: given('The mapping', state), 503: away },
  },
  {
    method: 'put',
    path: '/api/settings/mapping',
    summary: 'Saves the mapping into the file that NIBBLE_CONFIG names; it counts for records indexed from then on',
    description: 'Needs an `Origin` that is this console, and leaves an audit entry.',
    request: { body: { required: true, content: { 'application/json': { schema: saveMapping } } } },
    responses: {
      200: given('The mapping as it is saved', state),
      403: refused('The page that sent this is not ours'),
      409: refused('The file holds another mapping by now'),
      422: wrong,
      503: refused('The file cannot be written, or the database cannot be reached'),
    },
  },
  {
    method: 'post',
    path: '/api/settings/mapping/preview',
    summary: 'What the newest indexed records of a topic would give by a mapping; nothing is saved',
    request: { body: { required: true, content: { 'application/json': { schema: mappingDraft } } } },
    responses: { 200: given('What is found, where, and what is not', mappingPreview), 422: wrong, 503: away },
  },
];
