import { z } from 'zod';
import { int64, isoTime } from './common.ts';

/** Bytes as they stood in Kafka: text where they are valid UTF-8, else base64; null for a null key, value or header. */
const bytes = z.object({ encoding: z.enum(['utf8', 'base64']), text: z.string(), bytes: z.int() }).nullable();

export const recordPath = z.object({
  topic: z.string().min(1).max(249),
  partition: z.coerce
    .number('must be a whole number from 0 on')
    .int('must be a whole number from 0 on')
    .min(0, 'must be a whole number from 0 on')
    .max(2_147_483_647),
  offset: z
    .string()
    .regex(/^\d{1,19}$/, 'must be a whole number')
    .refine((text) => BigInt(text) <= 9_223_372_036_854_775_807n, 'is beyond 64 bits'),
});

export const kafkaRecord = z.object({
  cluster: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: int64,
  timestamp: isoTime.nullable(),
  timestampMs: int64,
  key: bytes,
  value: bytes,
  headers: z.array(z.object({ name: z.string(), value: bytes })),
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  version: z.int().nullable(),
  correlationId: z.string().nullable(),
  causationId: z.string().nullable(),
  service: z.string().nullable(),
  traceId: z.string().nullable(),
  /** Held against the schema of its type and version; `no_schema` where none is known. */
  validity: z.object({ state: z.enum(['valid', 'invalid', 'no_schema', 'unreadable']), errors: z.array(z.string()) }),
  problems: z.array(z.string()),
  indexedAt: isoTime,
});
export type KafkaRecordView = z.infer<typeof kafkaRecord>;
