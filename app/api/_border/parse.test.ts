import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from './parse.ts';

const asked = z.object({
  q: z.string(),
  version: z.coerce.number().int(),
  format: z.enum(['csv', 'ndjson']),
  id: z.string().regex(/^\d+$/, 'must be the id of a pin'),
});

test('everything that is wrong is named at once, in words that are not the parser’s', () => {
  const wrong = { version: 'x', format: 'xml', id: 'last-week' };
  expect(() => parse(asked, wrong)).toThrow(
    'q: is missing; version: must be a number; format: must be one of csv, ndjson; id: must be the id of a pin',
  );
});

test('a request that is none says so', () => {
  expect(() => parse(asked, 'text')).toThrow('request: must be an object');
});

test('a time that is none is told what one looks like', () => {
  expect(() => parse(z.object({ from: z.iso.datetime({ precision: 3 }) }), { from: 'yesterday' })).toThrow(
    'from: must be a time in UTC such as 2026-11-24T12:04:10.000Z',
  );
});
