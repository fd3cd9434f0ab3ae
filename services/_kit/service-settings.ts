import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';
import { readSettings, type Settings } from '#server/platform/config/index.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const extraSchema = z.object({
  NIBBLE_PACE: z.coerce.number().positive().max(100).default(1),
  NIBBLE_DEADLINE_PACE: z.coerce.number().positive().max(100).optional(),
  NIBBLE_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{0,60}$/)
    .default(''),
  NIBBLE_FAULTS: z.enum(['on', 'off']).default('off'),
});

export type TopicSettings = {
  platform: Settings;
  /** Stands before every topic and group, so that tests do not meet. */
  topicPrefix: string;
};

export type ServiceSettings = TopicSettings & {
  port: number;
  /** Scales every waiting of the simulation: 1 is the default, 0.02 a test's. */
  pace: number;
  /** Scales the deadlines of the process; `pace` unless told, which a busy test would miss. */
  deadlinePace?: number;
  /** Whether the door for faults is open. */
  faultsOpen?: boolean;
};

/** Reads what a service needs from its environment (`ORDERS_PORT` for orders). Throws `invalid` naming what is wrong. */
export function readServiceSettings(env: NodeJS.ProcessEnv, name: string, defaultPort: number): ServiceSettings {
  const extra = parse(extraSchema, env);
  const chosen = env[`${name.toUpperCase()}_PORT`];
  const { PORT } = parse(z.object({ PORT: port }), { PORT: chosen || String(defaultPort) });
  return {
    platform: readSettings(env),
    topicPrefix: extra.NIBBLE_TOPIC_PREFIX,
    pace: extra.NIBBLE_PACE,
    deadlinePace: extra.NIBBLE_DEADLINE_PACE ?? extra.NIBBLE_PACE,
    port: PORT,
    faultsOpen: extra.NIBBLE_FAULTS === 'on',
  };
}

/** Reads what the command that makes the topics needs. */
export function readTopicSettings(env: NodeJS.ProcessEnv): TopicSettings {
  // Making topics needs no database; the platform's settings ask for one.
  const platform = readSettings({ DATABASE_URL: 'postgres://unused', ...env });
  return { platform, topicPrefix: parse(extraSchema, env).NIBBLE_TOPIC_PREFIX };
}

function parse<Schema extends z.ZodType>(schema: Schema, env: Record<string, string | undefined>): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new NibbleError('invalid', z.prettifyError(parsed.error));
  return parsed.data;
}
