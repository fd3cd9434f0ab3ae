import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { ResetPreview, TouchedFlows } from '#schemas/api/group-reset.ts';

/** What a reset would do, in a sentence or two. Pure. */
export function writePreview({ moves, unmoved, skipped, readAgain }: ResetPreview): string {
  if (moves.length === 0) return 'Nothing would move.';
  const isKnown = moves.some((move) => move.skipped !== null);
  const parts = [
    `${formatNoun(moves.length, 'partition')} would move${unmoved > 0 ? `, ${formatCount(unmoved)} ${unmoved === 1 ? 'stands' : 'stand'} there already` : ''}.`,
    ...(isKnown ? [`${offsets(skipped)} skipped, ${offsets(readAgain).toLowerCase()} read again.`] : []),
    ...(moves.some((move) => move.from === null)
      ? ['Where nothing is committed yet, nobody knows where it would have begun.']
      : []),
  ];
  return parts.join(' ');
}

function offsets(count: string): string {
  if (count === '0') return 'Nothing is';
  return `${formatCount(count)} ${count === '1' ? 'offset is' : 'offsets are'}`;
}

/** `12 flows with 40 records`: of what is indexed. Pure. */
export function writeTouched({ records, flows, isWhole }: TouchedFlows): string {
  const told = formatNoun(records, 'record');
  const counted = flows === 0 ? `${told} of no flow` : `${formatNoun(flows, 'flow')} with ${told}`;
  return isWhole ? counted : `at least ${counted}`;
}
