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
