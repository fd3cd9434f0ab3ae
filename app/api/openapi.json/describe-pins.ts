import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { flowPath } from '#schemas/api/flow.ts';
import { pin, pinList, pinPath, pinRequest, pinSummary, pinsQuery } from '#schemas/api/pin.ts';
import { away, given, refused, unknown, wrong } from './describe-answers.ts';

const foreign = refused('The page that sent this is not ours');
const noPin = refused('There is no such pin');
const summary = pinSummary.meta({ id: 'PinSummary' });

export const pinRoutes: RouteConfig[] = [
  {
    method: 'post',
    path: '/api/flows/{correlationId}/pin',
    summary: 'Keeps a flow as it stands, for longer than its records are kept',
    description: 'Needs an `Origin` that is this console.',
    request: {
      params: flowPath,
      body: { required: false, content: { 'application/json': { schema: pinRequest } } },
    },
    responses: {
      201: given('The pin', summary),
      403: foreign,
      404: unknown,
      409: refused('There is no room for one more'),
      422: wrong,
      503: away,
    },
  },
  {
    method: 'get',
    path: '/api/pins',
    summary: 'All pins, or those of one flow, the newest first',
    request: { query: pinsQuery },
    responses: { 200: given('The pins, and the room they take', pinList), 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/pins/{id}',
    summary: 'One pin with all that was kept',
    request: { params: pinPath },
    responses: {
      200: given('The pin', pin),
      404: noPin,
      409: refused('Another version of the console took it'),
      422: wrong,
      503: away,
    },
  },
  {
    method: 'delete',
    path: '/api/pins/{id}',
    summary: 'Deletes a pin for good',
    description: 'Needs an `Origin` that is this console.',
    request: { params: pinPath },
    responses: {
      200: given('The id of what was deleted', z.object({ id: z.string() })),
      403: foreign,
      404: noPin,
      422: wrong,
      503: away,
    },
  },
];
