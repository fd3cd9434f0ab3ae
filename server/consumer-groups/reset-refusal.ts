import type { GroupListing, GroupMember } from '#server/platform/kafka/index.ts';

/** What the console may do, and whose group is its own. */
export type ResetRights = { canWrite: boolean; collectorGroup: string };

export type ResetSubject = Pick<GroupListing, 'group' | 'protocol' | 'protocolType'> & {
  members: readonly Pick<GroupMember, 'clientId' | 'host'>[];
};

/** Why the offsets of a group cannot be moved now, in a sentence; null when they can. Pure. */
export function resetRefusal(subject: ResetSubject, { canWrite, collectorGroup }: ResetRights): string | null {
  const { group, protocol, protocolType, members } = subject;
  if (!canWrite) return 'The console may not change anything in Kafka: NIBBLE_WRITES is off.';
  if (group === collectorGroup)
    return 'This is the console’s own group: it keeps its place in the database and would not notice.';
  if (protocol === 'share')
    return 'A share group hands out records one by one: it has no committed offset that could be moved.';
  if (protocolType === 'connect')
    return 'This group only spreads the tasks of connectors over their workers: it commits no offsets.';
  if (members.length === 0) return null;
  const one = members.length === 1;
  const who = `${group} has ${one ? 'a member' : `${members.length} members`} (${named(members)})`;
  return `${who}: stop ${one ? 'it' : 'them'} first. Kafka lets only members move the offsets of a group that has some.`;
}

const mostNamed = 3;

function named(members: ResetSubject['members']): string {
  const clients = [...new Set(members.map(({ clientId, host }) => `${clientId} at ${host.replace(/^\//, '')}`))];
  const more = clients.length > mostNamed ? ` and ${clients.length - mostNamed} more` : '';
  return `${clients.slice(0, mostNamed).join(', ')}${more}`;
}
