import type { GroupMark } from '#schemas/api/consumer-group.ts';
import type { GroupState } from '#server/platform/kafka/index.ts';
import type { GroupMemory } from './lag-memory.ts';
import { ownersOf, type StoredMember } from './read-group.ts';

/** Something that happened to a group, by its number. */
export type Mark = { atMs: number; group: number; kind: GroupMark['kind']; detail: string };

export type GroupNow = { state: GroupState; epoch: number | null; members: StoredMember[] };

const mostNamed = 5;
const moving: ReadonlySet<GroupState> = new Set([
  ...(['preparing_rebalance', 'completing_rebalance', 'assigning', 'reconciling'] as const),
]);

/** What happened to a group between two rounds. Pure. */
export function marksOf(before: GroupMemory, now: GroupNow, atMs: number): Mark[] {
  if (before.members === null) return [];
  const mark = (kind: Mark['kind'], detail: string): Mark => ({ atMs, group: before.id, kind, detail });
  const [joined, left] = [without(now.members, before.members), without(before.members, now.members)];
  const marks: Mark[] = [];
  if (joined.length > 0) marks.push(mark('member_joined', `${named(joined)} joined.`));
  if (left.length > 0) marks.push(mark('member_left', `${named(left)} left.`));
  const rebalance = tellRebalance(before, before.members, now);
  if (rebalance !== null) marks.push(mark('rebalance', rebalance));
  if (now.state === 'empty' && before.members.length > 0) marks.push(mark('state', 'It has no members any more.'));
  if (now.state === 'dead' && before.state !== 'dead') marks.push(mark('state', 'The group is being removed.'));
  return marks;
}

/** By the state while it lasts; a short one is seen by what it left behind. */
function tellRebalance(before: GroupMemory, members: readonly StoredMember[], now: GroupNow): string | null {
  if (moving.has(before.state)) return null;
  if (moving.has(now.state)) return 'Its partitions are being assigned anew.';
  if (now.members.length === 0) return null;
  const moved = members === now.members ? 0 : movedPartitions(members, now.members);
  if (moved > 0) return `${moved} ${moved === 1 ? 'partition' : 'partitions'} changed hands.`;
  const isNewEpoch = before.epoch !== null && now.epoch !== null && now.epoch > before.epoch;
  return isNewEpoch ? 'Its partitions were assigned anew.' : null;
}

/** Partitions that another member owns than before. */
function movedPartitions(before: readonly StoredMember[], now: readonly StoredMember[]): number {
  const owners = ownersOf(before);
  return [...ownersOf(now)].filter(([place, { memberId }]) => owners.get(place)?.memberId !== memberId).length;
}

function without(members: readonly StoredMember[], others: readonly StoredMember[]): StoredMember[] {
  const known = new Set(others.map(({ memberId }) => memberId));
  return members.filter(({ memberId }) => !known.has(memberId));
}

function named(members: readonly StoredMember[]): string {
  const names = members.slice(0, mostNamed).map(({ clientId, host }) => (host ? `${clientId} at ${host}` : clientId));
  const more = members.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
