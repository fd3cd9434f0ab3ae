import { z } from 'zod';
import { isoTime } from './common.ts';
import { usualTime } from './flow.ts';

/** Records of a type since counting began, of seven days at most: how many, by whom, and the time of the newest event. */
const seenType = z.object({ count: z.int(), services: z.array(z.string()), lastAt: isoTime });

const checkedStep = z.object({
  id: z.string(),
  label: z.string(),
  /** `step` of the path, `branch` by which it may be left, `undoing` of what was done before. */
  kind: z.enum(['step', 'branch', 'undoing']),
  /** What tells of it; null for a branch that a request or a silence begins, and for what is undone without a word. */
  event: z.string().nullable(),
  /** Who should tell it; null for a branch. */
  service: z.string().nullable(),
  /** How long the process gives it (ms); null where it says nothing of that. */
  withinMs: z.int().nullable(),
  usual: usualTime.nullable(),
  /** Null: no record told of it. */
  seen: seenType.nullable(),
});
export type CheckedStep = z.infer<typeof checkedStep>;

const checkedProcess = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  /** Since when flows are judged by this file. */
  since: isoTime,
  steps: z.array(checkedStep),
});
export type CheckedProcess = z.infer<typeof checkedProcess>;

/** Process files held against what really came. */
export const processList = z.object({
  items: z.array(checkedProcess),
  /** Event types that came and that no process names, the most frequent first. */
  unnamed: z.array(seenType.extend({ type: z.string() })),
  /** Since when records are counted; null where none was yet. */
  countedSince: isoTime.nullable(),
  /** Up to when all that happened is read and judged; null where that is not known. */
  judgedUntil: isoTime.nullable(),
  asOf: isoTime,
});
export type ProcessList = z.infer<typeof processList>;
