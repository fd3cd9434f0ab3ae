import { expect, test } from 'vitest';
import { describeApi } from './describe-api.ts';

const api = describeApi('1.2.3');
const text = JSON.stringify(api);

test('every route that may fail says how, in problem details', () => {
  for (const path of ['/api/flows', '/api/flows/{correlationId}', '/api/records/{topic}/{partition}/{offset}']) {
    expect(api.paths?.[path]?.get?.responses?.['422']).toMatchObject({ content: { 'application/problem+json': {} } });
  }
});

test('the query of the list is what the route parses', () => {
  const names = api.paths?.['/api/flows']?.get?.parameters?.map((parameter) => 'name' in parameter && parameter.name);
  expect(names).toEqual([
    ...['limit', 'cursor', 'q', 'status', 'type', 'version', 'missing', 'service', 'from', 'to'],
    ...['minDurationMs', 'maxDurationMs'],
  ]);
});

test('every path parameter is described', () => {
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const method of [item.get, item.post, item.delete].filter((one) => one !== undefined)) {
      const given = method.parameters?.flatMap((one) => ('in' in one && one.in === 'path' ? [one.name] : [])) ?? [];
      expect(given).toEqual(wanted);
    }
  }
});

test('it is OpenAPI 3.1 and leaves no schema out', () => {
  expect(api.openapi).toBe('3.1.0');
  expect(api.info.version).toBe('1.2.3');
  expect(text).toContain('text/event-stream');
  expect(text).not.toContain('undefined');
});
