import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import * as words from './evidence-words.ts';
import { type Finding, placeByOffsets, tryOf } from './place-by-offsets.ts';
import type { Trail } from './trail.ts';

/**
 * Where an event is for a group, by the strongest proof there is: what it led to, the span that handled it, what repeats it,
 * and last how far the group has committed. The last record that carries the event for the group decides. Pure.
 */
export function placeEvent(trail: Trail): FlowPosition {
  const { event, group, service, copies } = trail;
  const last = copies.at(-1) ?? event;
  const finding = doneBy(trail, last) ?? givenUp(trail, last) ?? stillBy(trail, last);
  const at = finding.at ?? null;
  return {
    ...{ eventId: event.eventId, record: event.record, type: event.type, group, service },
    ...{ ahead: null, etaMs: null, etaErrorMs: null, atErrorMs: null, attempt: null, nextAt: null },
    proofRecord: last === event ? null : last.record,
    members: trail.placeOf(event)?.members ?? null,
    ...finding,
    at,
    tookMs: at === null ? null : Math.max(0, Date.parse(at) - Date.parse(event.time)),
    evidence: last === event ? finding.evidence : `${wayOf(last, trail)}${finding.evidence}`,
  };
}

/** An event that came of it, else the span of whoever handled its last record. */
function doneBy({ effects, handlings, event }: Trail, last: FlowEvent): Finding | null {
  // What came of an earlier try says nothing of one that was passed on or sent again after it.
  const effect = effects.find(({ time }) => last === event || time >= last.time);
  const done = { state: 'processed', ahead: '0', attempt: tryOf(last) } as const;
  const handled = handlings.findLast(({ record, failed }) => record === last.record && !failed);
  const handledAt = handled === undefined ? null : new Date(handled.endMs).toISOString();
  if (effect) {
    const proof = { proof: 'effect', evidence: words.effectWords(effect), proofRecord: effect.record } as const;
    // What it led to may come long after it was handled, as when a timer is what brings it.
    return { ...done, ...proof, at: handledAt === null || handledAt > effect.time ? effect.time : handledAt };
  }
  if (last.role === 'dead_letter' || handled === undefined || handledAt === null) return null;
  return { ...done, proof: 'span', evidence: words.spanWords(handled), at: handledAt };
}

function givenUp({ event }: Trail, last: FlowEvent): Finding | null {
  if (last === event || last.role !== 'dead_letter') return null;
  const proof = { proof: 'record', evidence: words.deadWords(last) } as const;
  return { state: 'dead_lettered', ...proof, ahead: '0', at: last.time, attempt: last.attempt };
}

function stillBy({ handlings, placeOf, notBefore, nowMs }: Trail, last: FlowEvent): Finding {
  const failures = handlings.filter(({ record, failed }) => record === last.record && failed);
  return placeByOffsets(placeOf(last), last, { again: notBefore(last.record), failures, nowMs });
}

/** `retry.1 → `: by which copy the event goes on. */
function wayOf({ topic, role }: FlowEvent, { event, group }: Trail): string {
  if (role === 'dead_letter') return '';
  const own = `${event.topic}.${group}.`;
  return `${topic.startsWith(own) ? topic.slice(own.length) : role} → `;
}
