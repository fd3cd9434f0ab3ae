import { expect, test } from 'vitest';
import { type ResetSubject, resetRefusal } from './reset-refusal.ts';

const rights = { canWrite: true, collectorGroup: 'nibble-console' };
const group = (more: Partial<ResetSubject> = {}): ResetSubject => ({
  group: 'drivers',
  protocol: 'classic',
  protocolType: 'consumer',
  members: [],
  ...more,
});
const member = (n: number) => ({ clientId: `drivers-${n}`, host: '/10.0.0.7' });

test.each<[string, Partial<ResetSubject>, RegExp]>([
  ['a member', { members: [member(1)] }, /a member \(drivers-1 at 10\.0\.0\.7\): stop it first/],
  ['many members', { members: [1, 2, 3, 4, 5].map(member) }, /5 members .*drivers-3 at 10\.0\.0\.7 and 2 more/],
  ['the console itself', { group: 'nibble-console' }, /own group/],
  ['a share group', { protocol: 'share' }, /share group/],
  ['workers of connectors', { protocolType: 'connect' }, /commits no offsets/],
])('%s is refused with its reason', (_, more, reason) => {
  expect(resetRefusal(group(more), rights)).toMatch(reason);
});

test('where writing is off nothing else matters', () => {
  expect(resetRefusal(group(), { ...rights, canWrite: false })).toContain('NIBBLE_WRITES is off');
});

test.each(['classic', 'consumer', 'streams', 'unknown'] as const)(
  'a %s group without members can be moved',
  (protocol) => {
    expect(resetRefusal(group({ protocol }), rights)).toBeNull();
  },
);
