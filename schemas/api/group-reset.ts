import { z } from 'zod';
import { int64, isoTime, partProblem } from './common.ts';
import { groupProtocols, groupStates } from './consumer-group.ts';
import { businessRef, flowStatus } from './flow.ts';

const biggest = 2n ** 63n - 1n;

/** A whole number that may be larger than JSON's: as a number or as decimal digits. */
const wholeNumber = (from: bigint, words: string) =>
  z
    .union([z.int(), z.string().regex(/^-?\d{1,19}$/)], `must be ${words}`)
    .refine((given) => BigInt(given) >= from && BigInt(given) <= biggest, `must be ${words}`);

const offset = wholeNumber(0n, 'an offset: a whole number from 0');
const shift = wholeNumber(-biggest, 'a whole number of offsets, negative to go back');

/** Where the group is to go on. `timestamp`: at the first record that is not older; `shift`: so many offsets further, or back. */
export const resetTarget = z.union(
  [
    z.enum(['earliest', 'latest']),
    z.strictObject({ timestamp: z.iso.datetime({ offset: true }) }),
    z.strictObject({ offset }),
    z.strictObject({ shift }),
  ],
  'must be "earliest", "latest", { timestamp }, { offset } or { shift }',
);
export type ResetTarget = z.infer<typeof resetTarget>;

const place = z.object({
  topic: z.string().regex(/^[\w.-]{1,249}$/, 'is no name of a topic'),
  partition: z.int().min(0).max(2_147_483_647),
});

const chosen = {
  /** All partitions of these topics, besides the single ones. */
  topics: z.array(place.shape.topic).max(500).optional(),
  partitions: z.array(place).max(1_000).optional(),
};

/** What a line of the audit can hold: PostgreSQL takes no NUL, and nobody reads the others. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u, 'must hold no control characters');

/** Why it is to be done, for those who read the audit. */
const reason = line(1_000).min(3, 'must say why, in a few words');
/** Who asks for it, by their own word. */
const name = line(100).optional();

export const resetPreviewRequest = z
  .object({ ...chosen, to: resetTarget, reason: z.string().max(1_000).optional() })
  .refine(
    ({ topics = [], partitions = [] }) => topics.length + partitions.length > 0,
    'must name topics or partitions: none is taken by itself',
  );
export type ResetPreviewRequest = z.infer<typeof resetPreviewRequest>;

/** Runs what a preview showed. What it says again of partitions and target must be what the preview was asked. */
export const resetRequest = z.object({
  ...chosen,
  to: resetTarget.optional(),
  previewId: z.uuid('must be the id of a preview'),
  reason,
  name,
});
export type ResetRequest = z.infer<typeof resetRequest>;

export const undoRequest = z.object({ resetId: z.uuid('must be the id of a reset'), reason, name });
export type UndoRequest = z.infer<typeof undoRequest>;

const resetMove = z.object({
  topic: z.string(),
  partition: z.int(),
  /** What is committed; null: nothing. */
  from: int64.nullable(),
  /** What is to be committed; null takes the commit away, which only undoing does. */
  to: int64.nullable(),
  logStart: int64,
  logEnd: int64,
  /** Offsets that the group would pass without reading them, and those that it would read again; null where nothing is committed yet. */
  skipped: int64.nullable(),
  readAgain: int64.nullable(),
  /** Why it goes elsewhere than asked. */
  note: z.string().nullable(),
});

const touchedFlow = z.object({
  correlationId: z.string(),
  business: businessRef.nullable(),
  status: flowStatus.nullable(),
  lastEventAt: isoTime,
});

/** Flows with records among those concerned, as far as these are indexed; `isWhole` false: only the first were counted. */
const touchedFlows = z.object({
  records: z.int(),
  flows: z.int(),
  isWhole: z.boolean(),
  /** The worst first, then the newest. */
  items: z.array(touchedFlow),
});
export type TouchedFlows = z.infer<typeof touchedFlows>;

export const resetPreview = z.object({
  previewId: z.string(),
  group: z.string(),
  to: resetTarget,
  asOf: isoTime,
  /** After that it must be asked for again. */
  expiresAt: isoTime,
  /** Why it would not be run now; null when it would. */
  refused: z.string().nullable(),
  moves: z.array(resetMove),
  /** Chosen partitions that stand there already. */
  unmoved: z.int(),
  skipped: int64,
  readAgain: int64,
  flows: z.object({ skipped: touchedFlows, readAgain: touchedFlows }),
  /** Other groups that read the same topics: their offsets stay as they are. */
  sharedWith: z.array(z.object({ group: z.string(), topics: z.array(z.string()), members: z.int().nullable() })),
  sharedAsOf: isoTime.nullable(),
  warnings: z.array(z.string()),
  problems: z.array(partProblem),
});
export type ResetPreview = z.infer<typeof resetPreview>;

/** Whether the last reset can be undone, and why not. */
const undoState = z.object({ isPossible: z.boolean(), detail: z.string() });

const pastReset = z.object({
  resetId: z.string(),
  at: isoTime,
  actor: z.string(),
  name: z.string().nullable(),
  reason: z.string(),
  outcome: z.enum(['begun', 'done', 'partly', 'failed', 'undone']),
  partitions: z.int(),
  undo: undoState,
});
export type PastReset = z.infer<typeof pastReset>;

/** How a group stands now, asked of Kafka itself: what a reset would begin from. */
export const resetState = z.object({
  group: z.string(),
  protocol: z.enum(groupProtocols),
  state: z.enum(groupStates),
  members: z.int(),
  /** Why no reset can be run now; null when one can. */
  refused: z.string().nullable(),
  operator: z.string(),
  partitions: z.array(
    z.object({
      topic: z.string(),
      partition: z.int(),
      committed: int64.nullable(),
      logStart: int64.nullable(),
      logEnd: int64.nullable(),
    }),
  ),
  last: pastReset.nullable(),
  asOf: isoTime,
  problems: z.array(partProblem),
});
export type ResetState = z.infer<typeof resetState>;

export const resetOutcome = z.object({
  resetId: z.string(),
  group: z.string(),
  at: isoTime,
  outcome: z.enum(['done', 'partly', 'failed']),
  /** `now`: what is committed, read again afterwards; null: nothing, or not known, which `problem` says. */
  moves: z.array(
    z.object({
      topic: z.string(),
      partition: z.int(),
      from: int64.nullable(),
      to: int64.nullable(),
      now: int64.nullable(),
      problem: z.string().nullable(),
    }),
  ),
});
export type ResetOutcome = z.infer<typeof resetOutcome>;
