import { z } from 'zod';
import { int64, isoTime } from './common.ts';

const offset = int64;

/**
 * Bytes as they stood in Kafka: text where they are valid UTF-8, else base64; null for a null key, value or header. `text`
 * holds the first `given` of all `bytes`: fewer only where `most` was asked for.
 */
const bytes = z
  .object({ encoding: z.enum(['utf8', 'base64']), text: z.string(), given: z.int(), bytes: z.int() })
  .nullable();
export type BytesView = z.infer<typeof bytes>;

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

/** Which of several records under one offset: a topic that was deleted and made anew counts from 0 again. */
export const recordPlaceQuery = z.object({ stored: int64.optional() });

/** `most`: so many bytes of each key, value and header at most. */
export const recordQuery = recordPlaceQuery.extend({ most: z.coerce.number().int().min(1).optional() });

/** Which bytes of a record, as they are; a header by its place in the list. */
export const recordBytesQuery = recordPlaceQuery.extend({
  of: z.enum(['value', 'key', 'header']).default('value'),
  index: z.coerce.number().int().min(0).default(0),
});

export const kafkaRecord = z.object({
  cluster: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset,
  /** Tells it from another record under the same offset. */
  stored: int64,
  timestamp: isoTime.nullable(),
  timestampMs: int64,
  /** The event's own time where it has a plausible one, else the record's, else that of indexing. */
  time: isoTime,
  timeSource: z.enum(['event', 'record']),
  key: bytes,
  value: bytes,
  /** In their order. `nameBytes` is base64, only of a name that is not valid UTF-8. */
  headers: z.array(z.object({ name: z.string(), nameBytes: z.string().nullable(), value: bytes })),
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  version: z.int().nullable(),
  correlationId: z.string().nullable(),
  /** Of a record that names no flow and need not, the flow is that of what it is about: an order’s id, say. */
  correlationSource: z.enum(['record', 'business_key']).nullable(),
  causationId: z.string().nullable(),
  service: z.string().nullable(),
  traceId: z.string().nullable(),
  /** Held against the schema of its type and version; `no_schema` where none is known. */
  validity: z.object({ state: z.enum(['valid', 'invalid', 'no_schema', 'unreadable']), errors: z.array(z.string()) }),
  problems: z.array(z.string()),
  indexedAt: isoTime,
});
export type KafkaRecordView = z.infer<typeof kafkaRecord>;

const place = { topic: z.string(), partition: z.int(), offset };

/** A record in a list: where it is, and what it says it is. */
export const foundRecord = z.object({
  ...place,
  stored: int64,
  type: z.string().nullable(),
  time: isoTime,
  correlationId: z.string().nullable(),
  /** Why it answers the search; null without one. */
  match: z.object({ kind: z.string(), id: z.string() }).nullable(),
});
export type FoundRecord = z.infer<typeof foundRecord>;

const placeStates = [
  'indexed',
  'unknown_topic',
  'unknown_partition',
  'lost',
  'not_written',
  'held',
  'not_read',
  'expired',
  'no_record',
] as const;

/** What is known of one offset of the log: whether the index has its record, why not, and what stands around it. */
export const recordPlace = z.object({
  ...place,
  state: z.enum(placeStates),
  /** The state in plain words, with the numbers it was judged by. */
  detail: z.string(),
  /** The nearest records before and after it in the index. */
  previous: offset.nullable(),
  next: offset.nullable(),
  /** What Kafka holds of the partition and up to where it is read, as of `asOf`; null where that is not known. */
  log: z.object({
    start: offset.nullable(),
    end: offset.nullable(),
    read: offset.nullable(),
    asOf: isoTime.nullable(),
  }),
  /** All records under this offset, the newest first; more than one where the topic was made anew. */
  versions: z.array(z.object({ stored: int64, indexedAt: isoTime })),
  /** Other records with the same event id; `same` is whether their values are alike, null where that is not known. */
  sameEvent: z.array(foundRecord.omit({ match: true }).extend({ same: z.boolean().nullable() })),
  asOf: isoTime,
});
export type RecordPlace = z.infer<typeof recordPlace>;

/** Which process wrote a record, and how that is known; null with the reason where it is not. */
export const recordProducer = z.object({
  producer: z
    .object({
      service: z.string(),
      /** The version that the process tells of itself. */
      build: z.string().nullable(),
      instance: z.string().nullable(),
    })
    .nullable(),
  detail: z.string(),
});
export type RecordProducer = z.infer<typeof recordProducer>;
