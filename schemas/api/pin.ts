import { z } from 'zod';
import { isoTime } from './common.ts';
import { flow } from './flow.ts';
import { kafkaRecord } from './record.ts';
import { story } from './story.ts';

/** Why the snapshot is kept, in somebody's words. */
export const pinRequest = z.object({ note: z.string().trim().max(500).default('') });

export const pinPath = z.object({ id: z.uuid('must be the id of a pin') });

export const pinsQuery = z.object({ flow: z.string().min(1).max(12_000).optional() });

export const pinSummary = z.object({
  id: z.string(),
  correlationId: z.string(),
  business: flow.shape.business,
  /** How the flow stood when the snapshot was taken. */
  status: flow.shape.status,
  note: z.string(),
  takenAt: isoTime,
  /** Records in it, and how many of them came without their bytes because together they were too large. */
  events: z.int(),
  withoutBytes: z.int(),
  /** What it takes in the database. */
  bytes: z.int(),
});
export type PinSummary = z.infer<typeof pinSummary>;

/** What was seen of a flow at one moment. It never changes. */
export const pinSnapshot = z.object({ flow, story, records: z.array(kafkaRecord) });
export type PinSnapshot = z.infer<typeof pinSnapshot>;

export const pin = pinSummary.extend({ snapshot: pinSnapshot });
export type Pin = z.infer<typeof pin>;

/** All pins, the newest first: there are never more than `most`, and together never more than `mostBytes`. */
export const pinList = z.object({
  items: z.array(pinSummary),
  next: z.null(),
  total: z.int(),
  bytes: z.int(),
  most: z.int(),
  mostBytes: z.int(),
  asOf: isoTime,
});
export type PinList = z.infer<typeof pinList>;
