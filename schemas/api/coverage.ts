import { z } from 'zod';
import { int64, isoTime } from './common.ts';

/**
 * What of the log is indexed, by topic. `behind` counts records that are in Kafka and not yet in the index; `held` how many
 * of them, or markers beside them, stand behind a transaction that is still open, and since when. Null: none does.
 */
export const coverage = z.object({
  complete: z.boolean(),
  topics: z.array(
    z.object({
      topic: z.string(),
      from: isoTime.nullable(),
      to: isoTime.nullable(),
      behind: int64.nullable(),
      held: z.object({ records: int64, since: isoTime }).nullable(),
      gaps: z.int(),
    }),
  ),
  asOf: isoTime.nullable(),
});
export type Coverage = z.infer<typeof coverage>;
