import { expect, test } from 'vitest';
import { emptyTarget, readTarget, type TargetDraft } from './target-draft.ts';

test.each<[string, Partial<TargetDraft>]>([
  ['nothing chosen', {}],
  ['no moment', { kind: 'timestamp' }],
  ['no offset', { kind: 'offset' }],
  ['an offset below 0', { kind: 'offset', offset: '-1' }],
  ['words', { kind: 'offset', offset: 'last' }],
  ['no shift', { kind: 'shift' }],
  ['a shift by nothing', { kind: 'shift', shift: '-0' }],
  ['half a shift', { kind: 'shift', shift: '-' }],
])('%s is no target', (_, draft) => {
  expect(readTarget({ ...emptyTarget, ...draft })).toHaveProperty('problem');
});

test.each<[Partial<TargetDraft>, unknown]>([
  [{ kind: 'earliest' }, 'earliest'],
  [{ kind: 'latest', offset: '7' }, 'latest'],
  [{ kind: 'timestamp', moment: '2026-11-28T12:00:00.000Z' }, { timestamp: '2026-11-28T12:00:00.000Z' }],
  [{ kind: 'offset', offset: ' 88\u202f214 ' }, { offset: '88214' }],
  [{ kind: 'shift', shift: '−1,000' }, { shift: '-1000' }],
  [{ kind: 'shift', shift: '+5' }, { shift: '5' }],
])('%j is read as it was meant', (draft, to) => {
  expect(readTarget({ ...emptyTarget, ...draft })).toEqual({ to });
});
