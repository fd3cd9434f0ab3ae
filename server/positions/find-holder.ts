import type { FlowHolder } from '#schemas/api/flow-list.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { FlowRecord } from '#server/event-flow/index.ts';
import { type Finding, placeByOffsets } from './place-by-offsets.ts';

const retryTier = /\.retry\.\d+$/;

/**
 * The group that a flow waits in: of the service that is to go on, else of another one that has part in the process, the
 * newest record that its group has still to read, or has given up. By offsets alone, so that it can be asked of a whole
 * list. Pure.
 */
export function findHolder(
  [first = '', ...others]: readonly string[],
  records: readonly FlowRecord[],
  places: readonly GroupPlace[],
  nowMs: number,
): FlowHolder | null {
  const placesOf = (services: readonly string[]) =>
    places.filter((place) => services.includes(place.service ?? place.group));
  return heldIn(placesOf([first]), records, nowMs) ?? heldIn(placesOf(others), records, nowMs);
}

function heldIn(own: readonly GroupPlace[], records: readonly FlowRecord[], nowMs: number): FlowHolder | null {
  for (const record of records) {
    for (const place of own) {
      const finding = placeRecord(record, place, nowMs);
      if (finding && finding.state !== 'processed' && finding.state !== 'unknown')
        return holderOf(record, place, finding);
    }
  }
  return null;
}

function placeRecord(record: FlowRecord, place: GroupPlace, nowMs: number): Finding | null {
  const { topic, partition, offset } = record;
  if (topic.endsWith(`.${place.group}.dlq`))
    return { state: 'dead_lettered', proof: 'record', evidence: '', ahead: '0' };
  if (place.topic !== topic || place.partition !== partition) return null;
  const role = retryTier.test(topic) ? 'retry' : 'event';
  return placeByOffsets(
    place,
    { record: recordOf(record), offset, role, attempt: null },
    { again: null, failures: [], nowMs },
  );
}

function holderOf(record: FlowRecord, { group, asOf }: GroupPlace, finding: Finding): FlowHolder {
  const { state, ahead = null, etaMs = null, etaErrorMs = null } = finding;
  return {
    group,
    state,
    type: record.type,
    record: recordOf(record),
    ahead,
    etaMs,
    etaErrorMs,
    asOf: asOf.toISOString(),
  };
}

function recordOf({ topic, partition, offset }: FlowRecord): string {
  return `${topic}/${partition}/${offset}`;
}
