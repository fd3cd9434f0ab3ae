import { z } from 'zod';
import { int64, isoTime, partProblem } from './common.ts';
import { flowStatuses } from './flow-statuses.ts';

const id = z.string().min(1).max(12_000);

export const flowComparePath = z.object({ correlationId: id, other: id });

/** Like what: a flow that left the path where this one did (`same_branch`), or one that came to its good end (`done`). */
const goodOneKinds = ['same_branch', 'done'] as const;
export const goodOneQuery = z.object({ like: z.enum(goodOneKinds).default('same_branch') });
export type GoodOneKind = z.infer<typeof goodOneQuery>['like'];

/** A finished flow to hold another one against; null where none is known, then `why` says what was looked for. */
export const goodOne = z.object({
  correlationId: z.string().nullable(),
  startedAt: isoTime.nullable(),
  /** In plain words: why this one. */
  why: z.string(),
  asOf: isoTime,
});
export type GoodOne = z.infer<typeof goodOne>;

const comparedEvent = z.object({
  record: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: int64,
  eventId: z.string().nullable(),
  version: z.int().nullable(),
  service: z.string().nullable(),
  time: isoTime,
  /** The type or the call that caused it; null where nothing shows. */
  cause: z.string().nullable(),
  /** From its cause to it; from the flow's beginning where the cause is not known. */
  tookMs: z.number(),
  /** How often a consumer group tried it again or gave it up. */
  failures: z.int(),
});
export type ComparedEvent = z.infer<typeof comparedEvent>;

/** The gravest first: only in one of them, for another reason, by another service, in another version … */
const stepDifferences = ['only_a', 'only_b', 'cause', 'service', 'version', 'validity', 'failures', 'payload'] as const;
export type StepDifference = (typeof stepDifferences)[number];

const comparedStep = z.object({
  type: z.string().nullable(),
  service: z.string().nullable(),
  a: comparedEvent.nullable(),
  b: comparedEvent.nullable(),
  /** The gravest difference; null where they are alike. */
  difference: z.enum(stepDifferences).nullable(),
  /** All of them, in plain words. */
  differences: z.array(z.object({ kind: z.enum(stepDifferences), detail: z.string() })),
  /** Where the payloads differ, as JSON pointers; null stands for nothing there. */
  payload: z.array(z.object({ pointer: z.string(), a: z.unknown(), b: z.unknown() })),
  /** Further differences of the payloads that two flows always have: ids, times, measured durations. */
  ordinary: z.int(),
  /** How much longer it took in a than in b, each from its cause; null where only one of them has it. */
  deltaMs: z.number().nullable(),
});
export type ComparedStep = z.infer<typeof comparedStep>;

const comparedFlow = z.object({
  correlationId: z.string(),
  business: z.object({ kind: z.string(), id: z.string() }).nullable(),
  status: z.enum(flowStatuses).nullable(),
  /** The branch of its process that it left the path by. */
  branch: z.string().nullable(),
  startedAt: isoTime,
  durationMs: z.number(),
  shown: z.object({ events: z.int(), of: z.int() }),
});
export type ComparedFlow = z.infer<typeof comparedFlow>;

export const flowComparison = z.object({
  a: comparedFlow,
  b: comparedFlow,
  /** In two or three sentences. */
  story: z.string(),
  steps: z.array(comparedStep),
  /** The first of `steps` where the flows go different ways; null where they go the same way. */
  firstDivergence: z.int().nullable(),
  problems: z.array(partProblem),
  asOf: isoTime,
});
export type FlowComparison = z.infer<typeof flowComparison>;
