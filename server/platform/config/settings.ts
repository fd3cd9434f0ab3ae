import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const days = (fallback: number) => z.coerce.number().positive().max(3650).default(fallback);
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
const optionalUrl = z.url().optional();
const pattern = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine(isPattern, 'is not a regular expression')
    .transform((source) => new RegExp(source));

/** Every setting a process of the console reads from its environment; the README's table says the same. */
const settingsSchema = z.object({
  PORT: port(3000),
  OTLP_PORT: port(4318),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(',').map((broker) => broker.trim())),
  KAFKA_SSL_ENABLED: flag.default(false),
  KAFKA_SSL_CA_FILE: z.string().optional(),
  KAFKA_SSL_CERT_FILE: z.string().optional(),
  KAFKA_SSL_KEY_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
  NIBBLE_CONFIG: z.string().min(1).optional(),
  NIBBLE_CLUSTER: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .default('local'),
  NIBBLE_COLLECTOR_GROUP: z.string().min(1).default('nibble-console'),
  NIBBLE_TOPICS: pattern('^(?!__)'),
  NIBBLE_WORD_INDEX: flag.default(true),
  /** Whether the console may change anything in Kafka; off unless whoever starts it says otherwise. */
  NIBBLE_WRITES: z.enum(['on', 'off']).default('off'),
  NIBBLE_OPERATOR: z.string().trim().min(1).max(100).default('local operator'),
  NIBBLE_RETENTION_DAYS: days(7),
  NIBBLE_RETENTION_BYTES: z.coerce.number().int().positive().default(10_000_000_000),
  NIBBLE_METRICS_SERIES: z.coerce.number().int().min(0).default(100_000),
  NIBBLE_LAG_SAMPLE_DAYS: days(1),
  NIBBLE_LAG_MINUTE_DAYS: days(7),
  NIBBLE_LAG_HOUR_DAYS: days(90),
  ORDERS_URL: optionalUrl,
  RESTAURANTS_URL: optionalUrl,
  DRIVERS_URL: optionalUrl,
});

export type Settings = z.infer<typeof settingsSchema>;

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/** Reads all settings at once. Throws `invalid` naming every wrong one, never only the first. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new NibbleError('invalid', `These settings are wrong:\n  ${wrong.join('\n  ')}`);
}
