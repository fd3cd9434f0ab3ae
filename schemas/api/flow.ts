import { z } from 'zod';
import { int64, isoTime, partProblem } from './common.ts';
import { flowPosition, positionFrom } from './flow-position.ts';
import { flowStatuses } from './flow-statuses.ts';

export const flowStatus = z.enum(flowStatuses);

export type { FlowStatus } from './flow-statuses.ts';

export const businessRef = z.object({ kind: z.string(), id: z.string() });

/** How long a step usually takes from when it could begin: of the last seven days. */
export const usualTime = z.object({ medianMs: z.number(), p90Ms: z.number(), count: z.int() });

const evidences = ['causation_id', 'record', 'span_link', 'span_parent', 'inferred'] as const;

const flowCause = z.object({
  /**
   * An event id, or the `record` of an event without one (`kind` event), a REST request's `requests[].id` (`kind` request),
   * or an id that nothing in the index has (`kind` missing).
   */
  id: z.string(),
  kind: z.enum(['event', 'request', 'missing']),
  evidence: z.enum(evidences),
  /**
   * Why it is not among what is given here, in plain words: a `missing` one begins with expired, not captured (yet) or not
   * instrumented, an event is of another flow or folded. Null for one that is.
   */
  reason: z.string().nullable(),
});

/** What a record of an event is: the first of its event id, or that event again, and why it came again. */
const recordRoles = ['event', 'duplicate', 'retry', 'dead_letter', 'replay'] as const;

export const flowEvent = z.object({
  /** `topic/partition/offset`: always there, and what a link selects. */
  record: z.string(),
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  version: z.int().nullable(),
  /** The event's own time, else the record's; of a retry, dead letter or replay when that was written. */
  time: isoTime,
  timeSource: z.enum(['event', 'record']),
  service: z.string().nullable(),
  topic: z.string(),
  partition: z.int(),
  offset: int64,
  /** Tells it from another record under the same offset, where the topic was made anew. */
  stored: int64,
  key: z.string().nullable(),
  traceId: z.string().nullable(),
  cause: flowCause.nullable(),
  role: z.enum(recordRoles),
  /** The `record` that it repeats; null where it repeats none that is shown. */
  copyOf: z.string().nullable(),
  /**
   * Of a retry, dead letter or replay: whose consumer group it is (null: every group's), at which try it had failed (1 is
   * the first; of a dead letter the last one; null for a replay), and with what.
   */
  group: z.string().nullable(),
  attempt: z.int().nullable(),
  failure: z.object({ type: z.string().nullable(), message: z.string().nullable() }).nullable(),
  valid: z.boolean().nullable(),
  problems: z.array(z.string()),
});
export type FlowEvent = z.infer<typeof flowEvent>;

export const flowRequest = z.object({
  /** `traceId-spanId`. */
  id: z.string(),
  method: z.string(),
  route: z.string(),
  status: z.int().nullable(),
  service: z.string(),
  startedAt: isoTime,
  durationMs: z.number(),
  traceId: z.string(),
  spanId: z.string(),
  /** The request that called this one, as `requests[].id`, when its span is known. */
  parent: z.string().nullable(),
});
export type FlowRequest = z.infer<typeof flowRequest>;

const stepStates = ['done', 'current', 'expected', 'late', 'skipped', 'off_path'] as const;

const flowStep = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(stepStates),
  /** The event type that tells that it is done, and the service that tells it. */
  event: z.string(),
  service: z.string(),
  /** The steps that it follows, by id. */
  after: z.array(z.string()),
  /** By when it should be done: by the deadline of the process, else by what is usual; null where neither is known. */
  dueAt: isoTime.nullable(),
  dueBy: z.enum(['deadline', 'usual']).nullable(),
  /** When it was done, by which event and record. */
  at: isoTime.nullable(),
  eventId: z.string().nullable(),
  record: z.string().nullable(),
  usual: usualTime.nullable(),
  /** One sentence: why it is late, skipped or off the path; null for the others. */
  why: z.string().nullable(),
});
export type FlowStep = z.infer<typeof flowStep>;

export const flowProcess = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  /** The branch that the flow left the path by. */
  branch: z.object({ id: z.string(), label: z.string() }).nullable(),
  /** In the order of the process file; events that belong to no step of it come last, as `off_path`. */
  steps: z.array(flowStep),
  /** How it ended; null while it goes on. */
  end: z.object({ event: z.string(), label: z.string(), at: isoTime }).nullable(),
});
export type FlowProcess = z.infer<typeof flowProcess>;

/**
 * How far a service's clock goes ahead of the others' (behind: negative), at least, found where effects stand before their
 * causes: `pairs` of them have part in it. Times are told as the services told them; the order of events is corrected.
 */
const clockSkew = z.object({ service: z.string(), aheadMs: z.number(), pairs: z.int() });

/** Records of a flow that is too long to show each: `count` of the `of` of a type from a service are not among `events`. */
const foldedRecords = z.object({
  /** What `expand` takes. */
  id: z.string(),
  service: z.string().nullable(),
  type: z.string().nullable(),
  topic: z.string(),
  count: z.int(),
  of: z.int(),
  from: isoTime,
  to: isoTime,
});

export const flow = z.object({
  correlationId: z.string(),
  business: businessRef.nullable(),
  refs: z.array(z.object({ kind: z.string(), value: z.string() })),
  /** Null where no event of the flow belongs to a known process: nothing says when it would be over. */
  status: flowStatus.nullable(),
  /** One or two sentences in plain words: what happened, and what is the matter. */
  story: z.string(),
  startedAt: isoTime,
  lastEventAt: isoTime,
  /** Steps of the process this flow follows; null where no process is matched. */
  process: flowProcess.nullable(),
  /** Where each event is, by consumer group, what is not processed first; null where nothing is known. */
  position: z.array(flowPosition).nullable(),
  /** Snapshots from before there were positions have none. */
  positionFrom: positionFrom.nullable().default(null),
  events: z.array(flowEvent),
  requests: z.array(flowRequest),
  traceIds: z.array(z.string()),
  spans: z.int(),
  clocks: z.array(clockSkew),
  folded: z.array(foldedRecords),
  shown: z.object({ events: z.int(), of: z.int() }),
  problems: z.array(partProblem),
  asOf: isoTime,
});
export type Flow = z.infer<typeof flow>;

export const flowPath = z.object({ correlationId: z.string().min(1).max(12_000) });

/**
 * How many records of a flow to give. Of more than 1,000 the rare types are given whole and of each other one the first and
 * the last records; `expand` is the `id` of one of `folded`, whose first `limit` are given too, or `all`: nothing is folded.
 */
export const flowQuery = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
  expand: z.string().max(40).optional(),
});
