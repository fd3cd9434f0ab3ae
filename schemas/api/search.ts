import { z } from 'zod';
import { int64, isoTime } from './common.ts';
import { coverage } from './coverage.ts';
import { flowSummary } from './flow-list.ts';
import { foundRecord } from './record.ts';

export const searchQuery = z.object({ q: z.string().trim().min(1).max(12_000) });

/**
 * Why something answers: the `id` it has, or what its payload says: `text` of the field at `path`. `marks` are [start, end)
 * of what was asked, in the one or the other.
 */
const why = z.object({
  id: z.string().nullable(),
  path: z.string().nullable(),
  text: z.string().nullable(),
  marks: z.array(z.tuple([z.int(), z.int()])),
});

export const searchHit = z.object({
  /** Null: the record belongs to no flow. */
  flow: flowSummary.nullable(),
  /** The record that answers; null where the whole flow does. */
  record: foundRecord.nullable(),
  why,
});
export type SearchHit = z.infer<typeof searchHit>;

/** How a group was found: by a whole id of a kind, by the beginning of one, by the record's place, by words of a payload. */
const searchGroup = z.object({
  line: z.literal('group'),
  by: z.enum(['id', 'beginning', 'record', 'words']),
  /** The kind of id; null for records and words. */
  kind: z.string().nullable(),
  hits: z.array(searchHit),
  /** How many flows there are in all, the newest of which are `hits`; null: more than these, and not counted. */
  of: z.int().nullable(),
});
export type SearchGroup = z.infer<typeof searchGroup>;

/** Since when words of payloads are indexed (null: as far back as records are), and which topics wait for it. */
export const wordCoverage = z.object({
  isOn: z.boolean(),
  since: isoTime.nullable(),
  /** `ms` is the age of the oldest record that waits. */
  behind: z.array(z.object({ topic: z.string(), records: int64, ms: z.number() })),
  asOf: isoTime,
});
export type WordCoverage = z.infer<typeof wordCoverage>;

/** One line of the answer: groups as they are found, parts that failed, what was searched, and last the end. */
export const searchLine = z.discriminatedUnion('line', [
  searchGroup,
  z.object({ line: z.literal('problem'), what: z.string(), detail: z.string() }),
  z.object({ line: z.literal('coverage'), records: coverage, words: wordCoverage }),
  z.object({ line: z.literal('end'), tookMs: z.number(), asOf: isoTime }),
]);
export type SearchLine = z.infer<typeof searchLine>;
