import { expect, test } from 'vitest';
import type { ResetPreview } from '#schemas/api/group-reset.ts';
import { writePreview, writeTouched } from './preview-words.ts';

const move = { topic: 'a', partition: 0, from: '4', to: '9', logStart: '0', logEnd: '9', note: null };
const none = { records: 0, flows: 0, isWhole: true, items: [] };
const preview = (more: Partial<ResetPreview>): ResetPreview => ({
  ...{ previewId: 'p', group: 'g', to: 'latest', asOf: '', expiresAt: '', refused: null, unmoved: 0 },
  moves: [{ ...move, skipped: '5', readAgain: '0' }],
  ...{ skipped: '5', readAgain: '0', flows: { skipped: none, readAgain: none } },
  ...{ sharedWith: [], sharedAsOf: null, warnings: [], problems: [] },
  ...more,
});

test('what is not known is not told as nothing', () => {
  const words = writePreview(preview({ moves: [{ ...move, from: null, skipped: null, readAgain: null }] }));
  expect(words).toBe('1 partition would move. Where nothing is committed yet, nobody knows where it would have begun.');
});

test('skipped and read again are told apart', () => {
  expect(writePreview(preview({}))).toBe('1 partition would move. 5 offsets are skipped, nothing is read again.');
  expect(writePreview(preview({ unmoved: 2, skipped: '0', readAgain: '1' }))).toBe(
    '1 partition would move, 2 stand there already. Nothing is skipped, 1 offset is read again.',
  );
  expect(writePreview(preview({ moves: [] }))).toBe('Nothing would move.');
});

test('a count that did not come to its end says so', () => {
  expect(writeTouched({ records: 20_000, flows: 1, isWhole: false, items: [] })).toBe(
    'at least 1 flow with 20,000 records',
  );
  expect(writeTouched({ records: 40, flows: 0, isWhole: true, items: [] })).toBe('40 records of no flow');
});
