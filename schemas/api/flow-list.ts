import { z } from 'zod';
import { int64, isoTime, pageQuery, partProblem } from './common.ts';
import { coverage } from './coverage.ts';
import { businessRef, flowStatus, usualTime } from './flow.ts';
import { positionState } from './flow-position.ts';
import { foundRecord } from './record.ts';

const durationMs = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const flowsQuery = pageQuery.extend({
  q: z.string().trim().max(12_000).optional(),
  status: flowStatus.optional(),
  /** An event type that the flow has; with `version`, in that version. */
  type: z.string().max(200).optional(),
  version: z.coerce.number().int().min(-2_147_483_648).max(2_147_483_647).optional(),
  /** An event type that the flow does not have. */
  missing: z.string().max(200).optional(),
  service: z.string().max(200).optional(),
  /** When the flow began. */
  from: isoTime.optional(),
  to: isoTime.optional(),
  /** How long it took, or takes already while it is on its way. */
  minDurationMs: durationMs.optional(),
  maxDurationMs: durationMs.optional(),
});
export type FlowsQuery = z.infer<typeof flowsQuery>;

/** What a list is narrowed by, of which all are counted or exported. */
export const flowSelection = flowsQuery.omit({ limit: true, cursor: true });
export type FlowSelection = z.infer<typeof flowSelection>;

/** `format` is for links, which cannot say what they accept. */
export const flowsExportQuery = flowSelection.extend({ format: z.enum(['csv', 'ndjson']).optional() });

/** What an open flow waits for that is due the soonest. */
const flowWait = z.object({
  /** The step, in the words of the process. */
  step: z.string(),
  /** Who is to bring it, and after that one the others that have part in its process. */
  services: z.array(z.string()),
  dueAt: isoTime,
  /** Since when it takes longer than usual, of a late one. */
  lateFrom: isoTime.nullable(),
  usual: usualTime.nullable(),
});
export type FlowWait = z.infer<typeof flowWait>;

/** The consumer group in which a late or stuck flow waits, as of `asOf`. */
const flowHolder = z.object({
  group: z.string(),
  state: positionState,
  /** The event that it has still to read. */
  type: z.string().nullable(),
  record: z.string(),
  ahead: int64.nullable(),
  etaMs: z.number().nullable(),
  etaErrorMs: z.number().nullable(),
  asOf: isoTime,
});
export type FlowHolder = z.infer<typeof flowHolder>;

export const flowSummary = z.object({
  correlationId: z.string(),
  business: businessRef.nullable(),
  /** Null where no event of the flow belongs to a known process: nothing says when it would be over. */
  status: flowStatus.nullable(),
  /** Null where it is over, or nothing is due. */
  waits: flowWait.nullable(),
  startedAt: isoTime,
  lastEventAt: isoTime,
  lastEventType: z.string().nullable(),
  events: z.int(),
  services: z.array(z.string()),
  /** Records of this flow that could not be read as an event. */
  problems: z.int(),
  /** Why the flow answers the search (which kind of id matched); null without `q`. */
  match: businessRef.nullable(),
});
export type FlowSummary = z.infer<typeof flowSummary>;

const flowItem = flowSummary.extend({
  /** Null where it is neither late nor stuck, or no group has to read anything of it. */
  heldBy: flowHolder.nullable(),
});
export type FlowItem = z.infer<typeof flowItem>;

export const flowList = z.object({
  items: z.array(flowItem),
  next: z.string().nullable(),
  total: z.int().nullable(),
  /** A page that is not full: so many flows were looked at for it, those begun since `backTo` (null in the order of lateness); `next` goes on. Else null. */
  looked: z.object({ flows: z.int(), backTo: isoTime.nullable() }).nullable(),
  /** Records that a search leads to directly: by their place, or by any id where they belong to no flow. */
  records: z.array(foundRecord),
  coverage,
  problems: z.array(partProblem),
  asOf: isoTime,
});
export type FlowList = z.infer<typeof flowList>;

/** `exact` false: there are more than `count`. Null: nothing judges that state yet. */
const flowCount = z.object({ count: z.int(), exact: z.boolean() }).nullable();

/** How many flows are in each state; `failed` since `failedSince`. */
export const flowCounts = z.object({
  running: flowCount,
  late: flowCount,
  stuck: flowCount,
  failed: flowCount,
  failedSince: isoTime,
  asOf: isoTime,
});
export type FlowCounts = z.infer<typeof flowCounts>;

/**
 * How many flows each choice of a filter would leave, the other filters standing as they are. Counted among `counted.flows`
 * flows: all of the asked state, time and search where `backTo` is null, else the newest of them, begun since then.
 */
export const flowFacets = z.object({
  counted: z.object({ flows: z.int(), backTo: isoTime.nullable() }),
  /** Each state is counted by itself; `exact` false: at least so many. */
  statuses: z.array(z.object({ status: flowStatus, count: z.int(), exact: z.boolean() })),
  types: z.array(
    z.object({
      type: z.string(),
      /** Flows that have it, and flows that do not. */
      seen: z.int(),
      missing: z.int(),
      versions: z.array(z.object({ version: z.int(), count: z.int() })),
    }),
  ),
  services: z.array(z.object({ service: z.string(), count: z.int() })),
  asOf: isoTime,
});
export type FlowFacets = z.infer<typeof flowFacets>;
