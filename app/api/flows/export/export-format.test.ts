import { expect, test } from 'vitest';
import { formatOfAccept } from './export-format.ts';

test.each(['text/html', 'application/json', 'text/csv;q=0', 'constructor'])(
  'given nothing it can give (%s), refuses',
  (accept) => {
    expect(() => formatOfAccept(accept)).toThrow(/invalid/);
  },
);

test.each([
  [null, 'csv'],
  ['', 'csv'],
  ['*/*', 'csv'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'csv'],
  ['application/x-ndjson', 'ndjson'],
  ['text/csv;q=0.5, application/x-ndjson', 'ndjson'],
  ['Application/X-NDJSON;q=0.9, */*;q=0.1', 'ndjson'],
] as const)('given %j, gives %s', (accept, format) => {
  expect(formatOfAccept(accept)).toBe(format);
});
