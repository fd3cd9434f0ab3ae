import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { NibbleError } from '#schemas/errors.ts';
import { jsonAnswer, jsonBody, problemAnswer } from '../http/schemas.ts';
import type { Fault, Faults } from './faults.ts';

const longestForMs = 3_600_000;
/** A rebalance waits for an event that is being handled, a minute at most; then Kafka takes the partition away. */
const longestMs = 30_000;

const faultSchema = z.object({ name: z.string(), share: z.number(), ms: z.int(), until: z.string() }).openapi('Fault');
const listSchema = z.object({ known: z.record(z.string(), z.string()), items: z.array(faultSchema) });
const wishSchema = z.strictObject({
  share: z.number().min(0).max(1).optional(),
  ms: z.int().min(0).max(longestMs).optional(),
  forMs: z.int().min(1).max(longestForMs).optional(),
});
const params = z.object({ name: z.string().max(64) });

const read = createRoute({
  method: 'get',
  path: '/faults',
  summary: 'What is wrong with this service on purpose, and what could be',
  responses: { 200: jsonAnswer('The faults', listSchema) },
});
const begin = createRoute({
  method: 'put',
  path: '/faults/{name}',
  summary: 'Begins a fault; it ends by itself after forMs (60 s)',
  request: { params, body: jsonBody(wishSchema) },
  responses: { 200: jsonAnswer('The fault', faultSchema), 404: problemAnswer('No such fault here') },
});
const mend = createRoute({
  method: 'delete',
  path: '/faults/{name}',
  summary: 'Ends a fault',
  request: { params },
  responses: { 204: { description: 'It is over' }, 404: problemAnswer('It is not there') },
});
const mendAll = createRoute({
  method: 'delete',
  path: '/faults',
  summary: 'Ends all faults',
  responses: { 204: { description: 'They are over' } },
});

/** The door through which a service is broken on purpose. For local stacks and tests only: anybody may use it. */
export function addFaultRoutes(app: OpenAPIHono, faults: Faults): void {
  app.openapi(read, (c) => c.json({ known: { ...faults.known }, items: faults.list().map(told) }, 200));
  app.openapi(begin, (c) => c.json(told(faults.begin(c.req.valid('param').name, c.req.valid('json'))), 200));
  app.openapi(mend, (c) => {
    const { name } = c.req.valid('param');
    if (!faults.end(name)) throw new NibbleError('not_found', `There is no fault ${name} here now.`);
    return c.body(null, 204);
  });
  app.openapi(mendAll, (c) => {
    for (const { name } of faults.list()) faults.end(name);
    return c.body(null, 204);
  });
}

function told({ name, share, ms, until }: Fault) {
  return { name, share, ms, until: until.toISOString() };
}
