import { createRoute, z } from '@hono/zod-openapi';
import { describe, expect, test } from 'vitest';
import { problemDetails } from '#schemas/api/common.ts';
import { NibbleError } from '#schemas/errors.ts';
import { createPool } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createServiceMetrics } from '../service-metrics.ts';
import { createDoor } from './create-door.ts';
import { idParam, jsonAnswer, jsonBody, plainText } from './schemas.ts';

const noDatabase = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', schema: 'none', applicationName: 'test' });
const bodySchema = z.object({ name: plainText(20), count: z.int().min(1) });
const save = createRoute({
  method: 'post',
  path: '/things/{id}',
  request: { params: idParam, body: jsonBody(bodySchema) },
  responses: { 200: jsonAnswer('Saved', bodySchema) },
});

function createTestDoor({ started = true, failure }: { started?: boolean; failure?: unknown } = {}) {
  const app = createDoor({
    name: 'things',
    description: 'a test',
    port: 1,
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics: createServiceMetrics(noDatabase),
    started: () => started,
  });
  app.openapi(save, (c) => {
    if (failure !== undefined) throw failure;
    return c.json(c.req.valid('json'), 200);
  });
  app.get('/healthz', (c) => c.json({ up: true }));
  return app;
}

const json = { 'content-type': 'application/json' };
const good = JSON.stringify({ name: 'a', count: 1 });

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return problemDetails.parse(await response.json());
}

describe('a refusal is problem JSON', () => {
  const post = (body: BodyInit, headers: Record<string, string> = json, id = 't-1') =>
    createTestDoor().request(`/things/${id}`, { method: 'POST', body, headers });

  test.each([
    ['broken JSON', 400, '{"name":'],
    ['no object', 422, '7'],
    ['null', 422, 'null'],
    ['a missing field', 422, '{"name":"a"}'],
    ['a wrong type', 422, '{"name":"a","count":"1"}'],
    ['a number too large to be exact', 422, '{"name":"a","count":9007199254740993}'],
    ['text with NUL', 422, '{"name":"a\\u0000b","count":1}'],
    ['half a surrogate pair', 422, '{"name":"\\ud800","count":1}'],
    ['blank text', 422, '{"name":"   ","count":1}'],
    ['text too long', 422, `{"name":"${'x'.repeat(21)}","count":1}`],
    ['a deep nest', 422, `{"name":${'['.repeat(5_000)}${']'.repeat(5_000)},"count":1}`],
  ])('%s: %i', async (_, status, body) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toMatchObject({ status, code: 'invalid' });
  });

  test('a body over 64 KiB: 413', async () => {
    expect((await post(`{"name":"${'x'.repeat(70_000)}","count":1}`)).status).toBe(413);
  });

  test('another content type: 415', async () => {
    const response = await post(good, { 'content-type': 'text/plain' });
    expect(response.status).toBe(415);
    await problemOf(response);
  });

  test.each(['..%2f..%2fetc', 'a%00b', 'x'.repeat(65), '%20', "a'b"])('the id %s: 422', async (id) => {
    expect((await post(good, json, id)).status).toBe(422);
  });

  test('nothing there: 404', async () => {
    const response = await createTestDoor().request('/elsewhere');
    expect(await problemOf(response)).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('an error of a route', () => {
  const failing = async (failure: unknown) => {
    const response = await createTestDoor({ failure }).request('/things/t-1', {
      method: 'POST',
      body: good,
      headers: json,
    });
    return await problemOf(response);
  };

  test('of our family is told in its own words', async () => {
    expect(await failing(new NibbleError('conflict', 'It is too late.'))).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: 'It is too late.',
    });
  });

  test('that nobody expected is told by its reference alone', async () => {
    const problem = await failing(new Error('secret of the house'));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(problem.detail).not.toContain('secret');
  });

  test('our own internal error keeps its words to itself too', async () => {
    expect((await failing(new NibbleError('internal', 'secret of the house'))).detail).not.toContain('secret');
  });

  test('from a database that is away is 503', async () => {
    const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(await failing(away)).toMatchObject({ status: 503, code: 'unavailable' });
  });
});

describe('every answer', () => {
  test('carries the correlation id it came with, and a request id', async () => {
    const response = await createTestDoor().request('/elsewhere', { headers: { 'x-correlation-id': 'flow-7' } });
    expect(response.headers.get('x-correlation-id')).toBe('flow-7');
    expect(response.headers.get('x-request-id')).toMatch(/.+/);
  });

  test('carries a new correlation id where none came, or one that cannot be read', async () => {
    const door = createTestDoor();
    const made = await door.request('/elsewhere');
    expect(made.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    const odd = await door.request('/elsewhere', { headers: { 'x-correlation-id': 'x'.repeat(500) } });
    expect(odd.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('business routes wait for the start, operations do not', async () => {
  const door = createTestDoor({ started: false });
  const response = await door.request('/things/t-1', { method: 'POST', body: good, headers: json });
  expect(await problemOf(response)).toMatchObject({ status: 503, code: 'unavailable' });
  expect(response.headers.get('retry-after')).toBe('2');
  expect((await door.request('/healthz')).status).toBe(200);
});

test('the description of the API is OpenAPI 3.1 and names the routes', async () => {
  const description = await (await createTestDoor().request('/openapi.json')).json();
  expect(description).toMatchObject({ openapi: '3.1.0', paths: { '/things/{id}': { post: {} } } });
});
