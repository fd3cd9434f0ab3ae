import { expect, it } from 'vitest';
import { formatOffset } from './format-offset.ts';

it('groups digits and leaves short offsets alone', () => {
  expect(['0', '999', '1000', '88214', '1234567'].map(formatOffset)).toEqual([
    '0',
    '999',
    '1\u202f000',
    '88\u202f214',
    '1\u202f234\u202f567',
  ]);
});
