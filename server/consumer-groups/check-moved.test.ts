import { expect, test } from 'vitest';
import { checkMoved } from './check-moved.ts';

const move = { topic: 'payments', topicId: 'id-1', partition: 3, from: '60', to: '45' };
const place = { topic: 'payments', partition: 3, committed: 60n, logStart: 40n, logEnd: 100n };
const topic = (topicId: string | null) => ({ topic: 'payments', topicId, internal: false, partitions: [] });
const now = (more: object = {}) => ({
  committed: new Map([['payments/3', 60n]]),
  unread: new Map<string, string>(),
  topics: new Map([['payments', topic('id-1')]]),
  ...more,
});

test.each<[string, object, object[], RegExp]>([
  ['a commit that went on', { committed: new Map([['payments/3', 61n]]) }, [place], /moved meanwhile, from 60 to 61/],
  ['a commit that is gone', { committed: new Map() }, [place], /from 60 to no commit/],
  ['a topic made anew', { topics: new Map([['payments', topic('id-2')]]) }, [place], /made anew/],
  ['a topic that is gone', { topics: new Map() }, [place], /deleted/],
  ['a commit that cannot be read', { unread: new Map([['payments/3', 'No leader']]) }, [place], /No leader/],
  ['a log that cannot be read', {}, [], /cannot be read now/],
  [
    'retention that passed the target',
    {},
    [{ ...place, logStart: 50n }],
    /no longer holds 45: its oldest record is 50/,
  ],
  ['a log cut short', {}, [{ ...place, logStart: 0n, logEnd: 44n }], /ends at 44/],
])('%s is told', (_, more, places, words) => {
  expect(
    checkMoved(
      now(more),
      places.map((one) => ({ ...place, ...one })),
      [move],
    ),
  ).toMatch(words);
});

test('what stands as it was may be moved, also to no commit at all', () => {
  expect(checkMoved(now(), [place], [move, { ...move, to: null }])).toBeNull();
});

test('where brokers do not tell ids of topics, names must do', () => {
  expect(
    checkMoved(now({ topics: new Map([['payments', topic(null)]]) }), [place], [{ ...move, topicId: null }]),
  ).toBeNull();
});
