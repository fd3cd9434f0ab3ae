import { parseArgs } from 'node:util';
import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';
import { isScenario, type ScenarioName, scenarios } from './scenarios.ts';

const settingsSchema = z.object({
  perMinute: z.coerce.number().min(0).max(100_000),
  seed: z.coerce.number().int(),
  trouble: z.coerce.number().min(0).max(1),
  pace: z.coerce.number().positive().max(100),
  ordersUrl: z.url(),
  restaurantsUrl: z.url(),
  driversUrl: z.url(),
});
export type TrafficSettings = z.infer<typeof settingsSchema> & {
  scenario: ScenarioName | null;
  /** Base address by service. */
  doors: Readonly<Record<string, string>>;
};

const usage = `traffic --per-minute 60 --seed 1 --trouble 0.08 --scenario NAME
  --per-minute  orders a minute on average       (TRAFFIC_PER_MINUTE, 60)
  --seed        the same seed, the same orders   (TRAFFIC_SEED, 1)
  --trouble     share that ends in trouble, 0..1 (TRAFFIC_TROUBLE, 0.08)
  --scenario    a day with faults, then it ends  (TRAFFIC_SCENARIO): ${Object.keys(scenarios).join(', ')}`;

const ports = {
  orders: 4001,
  payments: 4002,
  restaurants: 4003,
  drivers: 4004,
  notifications: 4005,
  analytics: 4006,
  loyalty: 4007,
};

/** Reads flags, then the environment. Throws `invalid` with the usage. */
export function readTrafficSettings(args: string[], env: Record<string, string | undefined>): TrafficSettings {
  const flags = readFlags(args);
  const doors = doorsOf(env);
  const parsed = settingsSchema.safeParse({
    perMinute: flags['per-minute'] ?? (env.TRAFFIC_PER_MINUTE || 60),
    seed: flags.seed ?? (env.TRAFFIC_SEED || 1),
    trouble: flags.trouble ?? (env.TRAFFIC_TROUBLE || 0.08),
    pace: env.NIBBLE_PACE || 1,
    ordersUrl: doors.orders,
    restaurantsUrl: doors.restaurants,
    driversUrl: doors.drivers,
  });
  if (!parsed.success) throw new NibbleError('invalid', `${z.prettifyError(parsed.error)}\n${usage}`);
  return { ...parsed.data, scenario: readScenario(flags.scenario ?? (env.TRAFFIC_SCENARIO || null)), doors };
}

function doorsOf(env: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(ports).map(([name, port]) => {
    const upper = name.toUpperCase();
    return [name, env[`${upper}_URL`] || `http://127.0.0.1:${env[`${upper}_PORT`] || port}`];
  });
  return Object.fromEntries(entries);
}

function readScenario(name: string | null): ScenarioName | null {
  if (name === null || isScenario(name)) return name;
  throw new NibbleError('invalid', `There is no scenario ${name}.\n${usage}`);
}

function readFlags(args: string[]): Record<string, string | undefined> {
  const flag = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { 'per-minute': flag, seed: flag, trouble: flag, scenario: flag } }).values;
  } catch (cause) {
    throw new NibbleError('invalid', usage, { cause });
  }
}
