import type { FlowEvent } from '#schemas/api/flow.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { Handling } from '#server/event-flow/index.ts';
import { timeInWords } from '#server/platform/clock/index.ts';

// How a state is known, in a few words. Offsets stand in plain digits and moments in ISO 8601: pages write both as they do.

const causeWords: Record<NonNullable<FlowEvent['cause']>['evidence'], string> = {
  causation_id: 'same cause',
  record: 'sent while it was handled',
  span_link: 'linked to it',
  span_parent: 'sent in its span',
  inferred: 'inferred',
};

export function effectWords({ type, topic, cause }: FlowEvent): string {
  return `effect ${type ?? `in ${topic}`}${cause ? `, ${causeWords[cause.evidence]}` : ''}`;
}

export function spanWords({ record, service }: Handling): string {
  return `span process ${topicOf(record)} of ${service}`;
}

export function passedWords(committed: bigint, offset: string): string {
  return `committed ${committed} > offset ${offset}`;
}

export function nextWords(committed: bigint, { clientId, host }: NonNullable<GroupPlace['owner']>): string {
  return `next in its partition: committed ${committed} · ${clientId} at ${host.replace(/^\//, '')}`;
}

export function waitingWords(committed: bigint, offset: string, { owner, pace, protocol }: GroupPlace): string {
  const parts = [`committed ${committed} < offset ${offset}`];
  if (protocol === 'share') parts.push('a share group may read it out of order');
  else if (owner === null) parts.push('no member owns the partition');
  parts.push(paceWords(pace, owner));
  return parts.join(' · ');
}

export function emptyWords({ emptySince, committed }: GroupPlace): string {
  const since = emptySince === null ? 'group without members' : `group empty since ${emptySince.toISOString()}`;
  return committed === null ? `${since} · nothing committed` : since;
}

export function deletedWords(logStart: bigint, committed: bigint | null): string {
  return `deleted by retention before it was read: the log begins at ${logStart}, committed ${committed ?? 'nothing'}`;
}

export function deadWords({ record, failure }: FlowEvent): string {
  const why = failure?.type ?? failure?.message ?? null;
  return `dead letter ${record}${why === null ? '' : ` · ${why}`}`;
}

export function retryWords(again: number | null, nowMs: number): string {
  if (again === null) return 'next in turn';
  return again > nowMs ? `tried again at ${new Date(again).toISOString()}` : 'due now';
}

export function failedWords({ endMs, record }: Handling): string {
  return `span process ${topicOf(record)} failed at ${new Date(endMs).toISOString()} · not committed, so it is tried again`;
}

export function heldWords(record: string): string {
  return `read, but ${record} of the same key is being retried: it may be held until that is done`;
}

/** Of the member, which does what it does for all its partitions; a partition that stands is told of all the same. */
function paceWords(own: GroupPlace['pace'], owner: GroupPlace['owner']): string {
  if (own !== null && !(own.perSecond > 0)) return `has not moved for ${timeInWords(own.overMs)}`;
  const pace = owner?.pace ?? own;
  if (pace === null) return 'its pace is not known yet';
  const behind = owner?.pace ? owner.lags.length : 0;
  return rateWords(pace) + (behind > 1 ? ` for ${behind} partitions` : '');
}

function rateWords({ perSecond, overMs }: NonNullable<GroupPlace['pace']>): string {
  if (!(perSecond > 0)) return `has not moved for ${timeInWords(overMs)}`;
  if (perSecond >= 10) return `${Math.round(perSecond)} events/s`;
  if (perSecond >= 0.5) return `${perSecond.toFixed(1)} events/s`;
  return `${(perSecond * 60).toFixed(1)} events/min`;
}

function topicOf(record: string): string {
  return record.slice(0, record.indexOf('/'));
}
