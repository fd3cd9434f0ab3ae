import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { Handling } from '#server/event-flow/index.ts';
import { etaOf } from './eta-of.ts';
import * as words from './evidence-words.ts';

/** What is found of an event for a group; what it does not say is not known. */
export type Finding = Pick<FlowPosition, 'state' | 'evidence' | 'proof'> & Partial<FlowPosition>;

/** The record by which the event goes on: its own, or that of a retry. */
export type Carrier = Pick<FlowEvent, 'record' | 'offset' | 'role' | 'attempt'>;

type Around = {
  /** Before when it is not tried again (epoch ms). */
  again: number | null;
  /** Tries of this very record that failed. */
  failures: readonly Handling[];
  nowMs: number;
};

/** Where a record is for a group, by how far that has committed in its partition. Pure. */
export function placeByOffsets(place: GroupPlace | null, carrier: Carrier, around: Around): Finding {
  if (!place) return { state: 'unknown', proof: 'none', evidence: 'its offsets have not been read' };
  const { committed, logStart, members } = place;
  const offset = BigInt(carrier.offset);
  if (committed !== null && committed > offset) {
    const evidence = words.passedWords(committed, carrier.offset);
    return { state: 'processed', proof: 'offsets', evidence, ahead: '0', attempt: tryOf(carrier) };
  }
  if (logStart !== null && logStart > offset) {
    return { state: 'discarded', proof: 'offsets', evidence: words.deletedWords(logStart, committed) };
  }
  const ahead = committed === null ? null : offset - committed;
  if (members === 0) {
    return { state: 'nobody', proof: 'offsets', ahead: ahead?.toString() ?? null, evidence: words.emptyWords(place) };
  }
  if (carrier.role === 'retry') return retrying(carrier, ahead, around);
  return failing(around) ?? inLine(place, carrier, ahead, around.nowMs);
}

/** The first record is the first try; one that was sent again is counted anew. */
export function tryOf({ role, attempt }: Pick<FlowEvent, 'role' | 'attempt'>): number | null {
  if (role === 'retry') return attempt === null ? null : attempt + 1;
  return role === 'event' ? 1 : null;
}

/** Passed on for another try, which has not come. */
function retrying(carrier: Carrier, ahead: bigint | null, { again, nowMs }: Around): Finding {
  return {
    state: 'retrying',
    proof: 'record',
    proofRecord: carrier.record,
    ahead: ahead?.toString() ?? null,
    evidence: words.retryWords(again, nowMs),
    attempt: tryOf(carrier),
    nextAt: again === null ? null : new Date(again).toISOString(),
    etaMs: again === null ? null : Math.max(0, again - nowMs),
  };
}

/** A try failed and the group has not gone on: whatever it waits for, it will try the same record again. */
function failing({ failures }: Around): Finding | null {
  const latest = failures.at(-1);
  if (!latest) return null;
  const attempt = failures.length + 1;
  return { state: 'retrying', proof: 'span', evidence: words.failedWords(latest), ahead: '0', attempt };
}

function inLine(place: GroupPlace, carrier: Carrier, ahead: bigint | null, nowMs: number): Finding {
  const { committed, owner, asOf } = place;
  if (committed === null || ahead === null) {
    const evidence = 'the group has committed nothing in this partition: where it begins to read is its own setting';
    return { state: 'unknown', proof: 'none', evidence };
  }
  if (ahead === 0n && owner !== null) {
    const evidence = words.nextWords(committed, owner);
    return { state: 'processing', proof: 'offsets', evidence, ahead: '0', etaMs: 0, attempt: tryOf(carrier) };
  }
  const eta = owner === null ? null : etaOf(ahead, place, nowMs - asOf.getTime());
  const evidence = words.waitingWords(committed, carrier.offset, place);
  return { state: 'waiting', proof: 'offsets', evidence, ahead: ahead.toString(), ...eta };
}
