import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';
import { coarse, lagTime, paceText } from '../_lag/lag-words.ts';

type Told = Pick<ConsumerGroup, 'lag' | 'lagMs' | 'lagErrorMs' | 'lagMsFrom' | 'trend' | 'partitions'>;

/** The page in a sentence or two: how far behind, and where that is going. Why stands in the verdict's own words. */
export function writeGroup(group: Told): string {
  const { lag, partitions } = group;
  if (partitions === 0) return 'It reads no partition, and has committed for none.';
  if (lag === null) return 'How far behind it is, is not known.';
  if (lag === '0') return `It has read everything in ${formatNoun(partitions, 'partition')}.`;
  const { text, error } = lagTime(group);
  const records = `It is ${formatCount(lag)} ${lag === '1' ? 'record' : 'records'} behind`;
  if (text === 'caught up') return `${records} by offsets, and has read every record that is really there.`;
  const waited = text === 'unknown' ? '' : `; the oldest of them has waited ${text}${error ? ` ± ${error}` : ''}`;
  return `${records}${waited}${goesOn(group.trend)}.`;
}

function goesOn({ direction, perSecond, closesInMs }: Told['trend']): string {
  switch (direction) {
    case 'growing':
      return perSecond === null ? ', and it grows' : `, and it grows by ${paceText(perSecond)}`;
    case 'shrinking':
      return closesInMs === null
        ? ', and it shrinks'
        : `; at the present pace it is caught up in ${coarse(closesInMs)}`;
    case 'steady':
      return ', and neither grows nor shrinks';
    case 'unknown':
      return '';
  }
}
