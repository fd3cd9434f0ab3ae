import { z } from 'zod';
import { isoTime } from './common.ts';

/** What keeps pages from being true, in plain words: what it is (a sentence without its full stop), since when, what follows. */
export const trouble = z.object({ detail: z.string(), since: isoTime.nullable(), next: z.string() });
export type Trouble = z.infer<typeof trouble>;

/** One message of the stream `/api/live`, the `data:` of a server-sent event. */
export const liveMessage = z.discriminatedUnion('kind', [
  /** The stream stands; `cursor` is where it begins. */
  z.object({ kind: z.literal('hello'), cursor: z.string(), at: isoTime }),
  /** These flows have new rows; `more` when there were too many to name, so that every open list must read again. */
  z.object({
    kind: z.literal('flows'),
    correlationIds: z.array(z.string()),
    more: z.boolean(),
    cursor: z.string(),
    at: isoTime,
  }),
  /** Messages were dropped (a slow reader, or the database connection was lost): read everything shown again. */
  z.object({ kind: z.literal('resync'), reason: z.string(), cursor: z.string(), at: isoTime }),
  /** How old the picture is: the collector's last heartbeat, how far behind Kafka it is, and what is wrong if anything is. */
  z.object({
    kind: z.literal('pulse'),
    collectorAt: isoTime.nullable(),
    behindMs: z.number().nullable(),
    trouble: trouble.nullable(),
    at: isoTime,
  }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;

/**
 * `flows`: ids, each percent-encoded, joined by commas, to hear of each of their rows; `*` among them adds the summaries of all flows, which is
 * what one hears of without it. `after`: the last cursor seen, to catch up from.
 */
export const liveQuery = z.object({ flows: z.string().max(4000).optional(), after: z.string().max(100).optional() });
