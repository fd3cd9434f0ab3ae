import type { GroupListing } from '#server/platform/kafka/index.ts';

/** What to know before a reset is run that no number tells. Pure. */
export function resetWarnings(
  { protocol, protocolType, group }: Pick<GroupListing, 'protocol' | 'protocolType' | 'group'>,
  { skipped, readAgain }: { skipped: bigint; readAgain: bigint },
): string[] {
  return [
    ...(skipped > 0n ? ['What is skipped is never read by this group, unless it is reset again.'] : []),
    ...(readAgain > 0n
      ? [
          'What is read again is handled again: whatever it causes happens twice, unless its consumer knows what it has done.',
        ]
      : []),
    ...(protocol === 'streams'
      ? ['Kafka Streams keeps state beside its offsets: that stays as it is, and then no longer fits them.']
      : []),
    ...(protocolType === ''
      ? ['Nobody joins this group, someone only commits for it: whoever does may commit over this at any moment.']
      : []),
    ...(group.startsWith('connect-')
      ? ['This looks like the group of a sink connector: stop the connector, pausing it is not enough.']
      : []),
  ];
}
