import { expect, test } from 'vitest';
import { resetPreviewRequest, resetRequest } from './group-reset.ts';

const asked = (more: object) => resetPreviewRequest.safeParse({ topics: ['a'], to: 'earliest', ...more });
const wish = { previewId: '01a224d8-68a0-7447-ab6b-3f702e8dab83', reason: 'INC-7' };

test.each([
  ['no partitions at all', { topics: [] }],
  ['a topic that cannot be', { topics: ['a\u0000b'] }],
  ['no target', { to: undefined }],
  ['two targets', { to: { offset: 1, shift: 2 } }],
  ['an offset below 0', { to: { offset: -1 } }],
  ['an offset beyond 64 bits', { to: { offset: '9223372036854775808' } }],
  ['half an offset', { to: { offset: 1.5 } }],
  ['a time of no day', { to: { timestamp: '2026-02-30' } }],
  ['a partition that cannot be', { partitions: [{ topic: 'a', partition: 2 ** 31 }] }],
])('%s is refused', (_, more) => {
  expect(asked(more).success).toBe(false);
});

test.each([
  'earliest',
  'latest',
  { timestamp: '2026-11-28T12:00:00.000Z' },
  { timestamp: '2026-11-28T12:00:00+01:00' },
  { offset: '9223372036854775807' },
  { offset: 0 },
  { shift: '-100' },
  { shift: 100 },
])('%j is a target', (to) => {
  expect(asked({ to }).data?.to).toEqual(to);
});

test.each([{ reason: ' x ' }, { reason: 'INC\u0000' }, { reason: undefined }, { name: 'A\nB' }, { previewId: '7' }])(
  '%j is no wish',
  (more) => {
    expect(resetRequest.safeParse({ ...wish, ...more }).success).toBe(false);
  },
);
