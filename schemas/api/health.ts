import { z } from 'zod';
import { isoTime } from './common.ts';

const healthPart = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  /** When the part was last seen well, and how old that is. */
  asOf: isoTime.nullable(),
  ageMs: z.number().nullable(),
});

/** `/readyz`: 200 when every part is ok, else 503, with each part's own word. */
export const readiness = z.object({ ready: z.boolean(), parts: z.array(healthPart), asOf: isoTime });
export type Readiness = z.infer<typeof readiness>;
