import { describe, expect, test } from 'vitest';
import { groupMemory } from './lag-memory.ts';
import { type GroupNow, marksOf } from './mark-group.ts';
import type { StoredMember } from './read-group.ts';

const listing = { group: 'g', protocol: 'classic', protocolType: 'consumer', state: 'stable', coordinator: 1 } as const;
const member = (memberId: string, ...partitions: number[]): StoredMember => ({
  ...{ pace: null, lags: [] },
  ...{ memberId, instanceId: null, clientId: memberId, host: '10.0.0.1', sinceMs: 0 },
  assigned: [{ topic: 't', partitions }],
});

function told(members: StoredMember[] | null, now: Partial<GroupNow>, state: GroupNow['state'] = 'stable') {
  const before = { ...groupMemory(1, listing), members, state, epoch: 1 };
  const marks = marksOf(before, { state: 'stable', epoch: 1, members: members ?? [], ...now }, 5);
  return marks.map(({ kind, detail }) => `${kind}: ${detail}`);
}

describe('what happened to a group', () => {
  test('what was never seen before did not join', () => {
    expect(told(null, { members: [member('a', 0)] })).toEqual([]);
  });

  test('nothing happened', () => {
    expect(told([member('a', 0, 1)], {})).toEqual([]);
  });

  test('the last member left', () => {
    expect(told([member('a', 0)], { state: 'empty', members: [] })).toEqual([
      'member_left: a at 10.0.0.1 left.',
      'state: It has no members any more.',
    ]);
  });

  test('a rebalance is told once, when it begins', () => {
    const members = [member('a', 0)];
    expect(told(members, { state: 'preparing_rebalance' })).toEqual([
      'rebalance: Its partitions are being assigned anew.',
    ]);
    expect(told(members, { state: 'completing_rebalance' }, 'preparing_rebalance')).toEqual([]);
    expect(told(members, { state: 'stable', members: [member('a', 0, 1)] }, 'completing_rebalance')).toEqual([]);
  });

  test('a rebalance between two rounds is seen by what it moved, or by its epoch', () => {
    expect(told([member('a', 0, 1)], { members: [member('a', 0), member('b', 1)] })).toEqual([
      'member_joined: b at 10.0.0.1 joined.',
      'rebalance: 1 partition changed hands.',
    ]);
    expect(told([member('a', 0)], { epoch: 2 })).toEqual(['rebalance: Its partitions were assigned anew.']);
  });

  test('of many that come at once some are named', () => {
    const many = Array.from({ length: 8 }, (_, index) => member(`m${index}`));
    expect(told([], { members: many })[0]).toContain('m4 at 10.0.0.1 and 3 more joined.');
  });
});
