import { describe, expect, test } from 'vitest';
import { judgePartition, type PartitionViews, type Seen } from './judge-partition.ts';
import type { Told } from './ledger.ts';

const seen = (offset: number, of: Partial<Seen> = {}): Seen => {
  return { offset: BigInt(offset), timestamp: 5n, digest: `d${offset}`, ...of };
};
const told = (of: Partial<Told> = {}): Told => ({ digest: 'd1', timestamp: 5n, fate: 'stored', ...of });
const judge = (views: Partial<PartitionViews>) => {
  const both = [seen(0), seen(1), seen(3)];
  return judgePartition({ name: 't/0', log: both, store: both, told: new Map(), ...views });
};

describe('finds', () => {
  test.each<[string, Partial<PartitionViews>, string]>([
    ['a record that is missing', { store: [seen(0), seen(3)] }, '1 records are missing in the store, the first at 1'],
    [
      'one that stands twice',
      { store: [seen(0), seen(0), seen(1), seen(3)] },
      'stand twice in the store, the first at 0',
    ],
    [
      'one that was aborted',
      { store: [seen(0), seen(1), seen(2), seen(3)] },
      'stand in the store and cannot be read in Kafka, the first at 2',
    ],
    ['other bytes', { store: [seen(0), seen(1, { digest: 'x' }), seen(3)] }, 'not in the store as they are in Kafka'],
    ['no bytes', { store: [seen(0), seen(1, { digest: null }), seen(3)] }, 'not in the store as they are in Kafka'],
    [
      'another time',
      { store: [seen(0), seen(1, { timestamp: 6n }), seen(3)] },
      'not in the store as they are in Kafka',
    ],
    ['one that was acknowledged and lost', { told: new Map([[2n, told()]]) }, 'acknowledged and are not in Kafka'],
    ['one that Kafka changed', { told: new Map([[1n, told({ digest: 'x' })]]) }, 'not in Kafka as they were sent'],
    ['one with a changed time', { told: new Map([[1n, told({ timestamp: 6n })]]) }, 'not in Kafka as they were sent'],
    [
      'one that was aborted and is seen',
      { told: new Map([[1n, told({ fate: 'aborted' })]]) },
      'were aborted and can be read',
    ],
  ])('%s', (_, views, sentence) => {
    const faults = judge(views);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('t/0: ');
    expect(faults[0]).toContain(sentence);
  });

  test('all of a kind in one sentence', () => {
    expect(judge({ store: [] })).toEqual(['t/0: 3 records are missing in the store, the first at 0']);
  });
});

test('all views agree; the time is the broker’s own where none was told', () => {
  const views = new Map([
    [1n, told({ timestamp: null })],
    [2n, told({ fate: 'aborted' })],
  ]);
  expect(judge({ told: views })).toEqual([]);
});
