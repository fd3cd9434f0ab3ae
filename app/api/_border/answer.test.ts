import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { problemDetails } from '#schemas/api/common.ts';
import { NibbleError } from '#schemas/errors.ts';
import { answer } from './answer.ts';
import { json } from './json.ts';
import { parse, parseQuery } from './parse.ts';

const context = (params: unknown = {}) => ({ params: Promise.resolve(params) });
const request = (path = '/api/things', headers: Record<string, string> = {}) =>
  new Request(`http://127.0.0.1:3000${path}`, { headers });
const failing = (thrown: unknown) =>
  answer('/api/things', async () => {
    throw thrown;
  });

beforeEach(() => {
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['not_found', 404],
  ['invalid', 422],
  ['conflict', 409],
  ['forbidden', 403],
  ['unavailable', 503],
  ['internal', 500],
] as const)('given a refusal %s, answers %d with problem details', async (code, status) => {
  const response = await failing(new NibbleError(code, 'Plain words.'))(request(), context());
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemDetails.parse(await response.json());
  expect(problem).toMatchObject({ status, code, detail: 'Plain words.' });
  expect(problem.ref).toMatch(/^[0-9a-f-]{36}$/);
});

test('given what nobody foresaw, shows a reference and nothing of the message', async () => {
  const response = await failing(new Error('password=hunter2'))(request(), context());
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toContain('hunter2');
});

test.each(['ECONNREFUSED', '57P01', '57P03', '53300'])(
  'given a database that is away (%s), is unavailable',
  async (code) => {
    const response = await failing(Object.assign(new Error('no'), { code }))(request(), context());
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'unavailable', detail: 'The database cannot be reached.' });
  },
);

test('given an empty database, says who makes the tables', async () => {
  const response = await failing(Object.assign(new Error('no'), { code: '42P01' }))(request(), context());
  expect(await response.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('collector') });
});

test('given several wrong fields, names them all', async () => {
  const schema = z.object({ limit: z.coerce.number().max(5), from: z.iso.datetime() });
  const get = answer('/api/things', async (call) => json(parseQuery(schema, call.request)));
  const response = await get(request('/api/things?limit=9&from=yesterday'), context());
  expect(response.status).toBe(422);
  const { detail } = problemDetails.parse(await response.json());
  expect(detail).toMatch(/limit: .*from: /);
});

test('given empty values, takes them as absent', async () => {
  const schema = z.object({ q: z.string().optional() });
  const get = answer('/api/things', async (call) => json(parseQuery(schema, call.request)));
  expect(await (await get(request('/api/things?q='), context())).json()).toEqual({});
});

test('given a path parameter that is wrong, refuses it', async () => {
  const get = answer('/api/things', async (call) => json(parse(z.object({ id: z.string().max(3) }), call.params)));
  expect((await get(request(), context({ id: 'four' }))).status).toBe(422);
});

test('answers the caller its correlation id, also when it fails', async () => {
  const response = await failing(new Error('no'))(request('/api/things', { 'x-correlation-id': 'c-1' }), context());
  expect(response.headers.get('x-correlation-id')).toBe('c-1');
});

test.each(['', 'two words', 'x'.repeat(201)])('given no usable correlation id (%j), makes one', async (given) => {
  const get = answer('/api/things', async () => json({}));
  const response = await get(request('/api/things', { 'x-correlation-id': given }), context());
  expect(response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});
