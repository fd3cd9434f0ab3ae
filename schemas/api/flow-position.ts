import { z } from 'zod';
import { int64, isoTime, partProblem } from './common.ts';

/**
 * Where an event is for one consumer group. `discarded`: retention deleted it before it was read, or somebody gave it up.
 * `nobody`: no group reads its topic, or none of the group's members is there.
 */
const positionStates = [
  'processed',
  'processing',
  'waiting',
  'retrying',
  'dead_lettered',
  'discarded',
  'nobody',
  'unknown',
] as const;
export const positionState = z.enum(positionStates);
export type PositionState = z.infer<typeof positionState>;

/** What a state rests on, the strongest first: an event that this one caused, a span, a record that repeats it, offsets. */
const positionProofs = ['effect', 'span', 'record', 'offsets', 'none'] as const;

export const flowPosition = z.object({
  /** As `events[].eventId` and `events[].record`. */
  eventId: z.string().nullable(),
  record: z.string(),
  type: z.string().nullable(),
  /** Null: no group reads the topic. */
  group: z.string().nullable(),
  /** Whose group it is, where that is known. */
  service: z.string().nullable(),
  state: positionState,
  /** Offsets before it in its partition that the group has still to read; 0 once it is read, null where not known. */
  ahead: int64.nullable(),
  /** In how long it is read, at the pace of the last minutes, true within ± `etaErrorMs`; null where that cannot be said. */
  etaMs: z.number().nullable(),
  etaErrorMs: z.number().nullable(),
  /** When it was processed, given up or deleted; true within ± `atErrorMs` where it was only sampled. */
  at: isoTime.nullable(),
  atErrorMs: z.number().nullable(),
  /** From the event's own time to `at`. */
  tookMs: z.number().nullable(),
  /** How that is known, in a few words; moments in it are ISO 8601 in UTC. */
  evidence: z.string(),
  proof: z.enum(positionProofs),
  /** The record of the flow that shows it, as `events[].record`. */
  proofRecord: z.string().nullable(),
  /** Which try it is, or was: 1 is the first. Null before the first. */
  attempt: z.int().nullable(),
  /** When it is tried again. */
  nextAt: isoTime.nullable(),
  /** Of the group; null where the broker did not say. */
  members: z.int().nullable(),
});
export type FlowPosition = z.infer<typeof flowPosition>;

/** What positions were made of, and how old that is. */
export const positionFrom = z.object({
  /** When the oldest of the offsets were read; null before any were. */
  asOf: isoTime.nullable(),
  /** The longest time that a pace is taken over; null where there is none. */
  paceOverMs: z.number().nullable(),
  /** So many of all there are; those that are not processed come first. */
  shown: z.object({ positions: z.int(), of: z.int() }),
  problems: z.array(partProblem),
});
export type PositionFrom = z.infer<typeof positionFrom>;
