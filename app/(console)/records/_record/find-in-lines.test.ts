import { expect, it } from 'vitest';
import { findInLines } from './find-in-lines.ts';
import { jsonLines } from './json-lines.ts';

it('finds nothing by nothing, and lines by words across names and values', () => {
  const lines = jsonLines('{"city":"Bern","note":"to Bern"}') ?? [];
  expect(findInLines(lines, '  ')).toEqual([]);
  expect(findInLines(lines, 'bern')).toEqual([1, 2]);
  expect(findInLines(lines, 'city": "b')).toEqual([1]);
});
