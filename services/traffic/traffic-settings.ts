import { parseArgs } from 'node:util';
import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';

const settingsSchema = z.object({
  perMinute: z.coerce.number().min(0).max(100_000),
  seed: z.coerce.number().int(),
  trouble: z.coerce.number().min(0).max(1),
  pace: z.coerce.number().positive().max(100),
  ordersUrl: z.url(),
  restaurantsUrl: z.url(),
  driversUrl: z.url(),
});
export type TrafficSettings = z.infer<typeof settingsSchema>;

const usage = `traffic --per-minute 60 --seed 1 --trouble 0.08
  --per-minute  orders a minute on average       (TRAFFIC_PER_MINUTE, 60)
  --seed        the same seed, the same orders   (TRAFFIC_SEED, 1)
  --trouble     share that ends in trouble, 0..1 (TRAFFIC_TROUBLE, 0.08)`;

/** Reads flags, then the environment. Throws `invalid` with the usage. */
export function readTrafficSettings(args: string[], env: Record<string, string | undefined>): TrafficSettings {
  const flags = readFlags(args);
  const parsed = settingsSchema.safeParse({
    perMinute: flags['per-minute'] ?? (env.TRAFFIC_PER_MINUTE || 60),
    seed: flags.seed ?? (env.TRAFFIC_SEED || 1),
    trouble: flags.trouble ?? (env.TRAFFIC_TROUBLE || 0.08),
    pace: env.NIBBLE_PACE || 1,
    ordersUrl: env.ORDERS_URL || `http://127.0.0.1:${env.ORDERS_PORT || 4001}`,
    restaurantsUrl: env.RESTAURANTS_URL || `http://127.0.0.1:${env.RESTAURANTS_PORT || 4003}`,
    driversUrl: env.DRIVERS_URL || `http://127.0.0.1:${env.DRIVERS_PORT || 4004}`,
  });
  if (!parsed.success) throw new NibbleError('invalid', `${z.prettifyError(parsed.error)}\n${usage}`);
  return parsed.data;
}

function readFlags(args: string[]): Record<string, string | undefined> {
  const flag = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { 'per-minute': flag, seed: flag, trouble: flag } }).values;
  } catch (cause) {
    throw new NibbleError('invalid', usage, { cause });
  }
}
