import { z } from 'zod';
import { int64, isoTime, partProblem } from './common.ts';

/** What is after one event: its event id, or its record as `topic/partition/offset`. Nothing given: after the last. */
export const flowStateQuery = z.object({ after: z.string().trim().min(1).max(12_000).optional() });

const stateEvent = z.object({
  record: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: int64,
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  version: z.int().nullable(),
  service: z.string().nullable(),
  time: isoTime,
});
export type StateEvent = z.infer<typeof stateEvent>;

/** `domain`: by the service's own published fold. `patch`: what its events say, merged (RFC 7396). */
const stateModes = ['domain', 'patch'] as const;

const stateView = z.object({
  /** What the state is of, and the service that tells it; null where all services are merged. */
  aggregate: z.string(),
  service: z.string().nullable(),
  mode: z.enum(stateModes),
  /** Null before the service has told anything of it. */
  state: z.unknown(),
  /** The word it stands at; null where the state has none. */
  status: z.string().nullable(),
  /** JSON pointers of what this very event changed, and what stood there before. */
  changed: z.array(z.string()),
  before: z.array(z.object({ pointer: z.string(), value: z.unknown() })),
  /** The last event that went into it. */
  told: stateEvent.nullable(),
});
export type StateView = z.infer<typeof stateView>;

/** Two services that say what cannot both be true. */
const disagreement = z.object({
  /** The owner's view and the other one. */
  owner: z.object({ service: z.string(), pointer: z.string(), believes: z.unknown() }),
  other: z.object({ service: z.string(), aggregate: z.string(), pointer: z.string(), believes: z.unknown() }),
  /** In plain words. */
  detail: z.string(),
  /** What the records show of the reason; null where they show none. */
  why: z.string().nullable(),
  /** The event that began it, and the one that ended it; null while it lasts. */
  since: stateEvent,
  until: stateEvent.nullable(),
  lastedMs: z.number().nullable(),
  /** Whether it is so after the event that was asked for. */
  holds: z.boolean(),
});
export type Disagreement = z.infer<typeof disagreement>;

export const flowState = stateView.extend({
  correlationId: z.string(),
  /** Which one, by the id that its events carry; null where none is known. */
  id: z.string().nullable(),
  /** The event after which it is so; null before the first. */
  after: stateEvent.nullable(),
  /** What the other services of the flow tell of the same. */
  views: z.array(stateView),
  disagreements: z.array(disagreement),
  /** Every event that can be stepped to, and the aggregates that it changed. */
  steps: z.array(stateEvent.extend({ changes: z.array(z.string()) })),
  shown: z.object({ events: z.int(), of: z.int() }),
  problems: z.array(partProblem),
  asOf: isoTime,
});
export type FlowState = z.infer<typeof flowState>;
