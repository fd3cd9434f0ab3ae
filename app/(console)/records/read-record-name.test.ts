import { expect, test } from 'vitest';
import { readRecordName } from './read-record-name.ts';
import { recordHref } from './record-href.ts';

test.each(['', 'order-4711', 'a/b/c', 'order-events/0', 'order-events/0/-1', '../0/1/2', 'a b/0/1'])(
  'nothing is read into %j',
  (text) => {
    expect(readRecordName(text)).toBeNull();
  },
);

test('a name leads to the page of its record', () => {
  const at = readRecordName(' order-events/3/88214 ');
  expect(at && recordHref(at)).toBe('/records/order-events/3/88214');
  expect(at && recordHref({ ...at, stored: '7' })).toBe('/records/order-events/3/88214?stored=7');
});
