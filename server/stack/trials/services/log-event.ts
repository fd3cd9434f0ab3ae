import { z } from 'zod';
import type { LogEvent } from './evidence.ts';

const eventSchema = z.object({
  event_id: z.string(),
  event_type: z.string(),
  correlation_id: z.string(),
  causation_id: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});

type LogRecord = Pick<LogEvent, 'topic' | 'partition' | 'offset'> & { key: Buffer | null; value: Buffer | null };

/** A record as the judges read it. Throws for one that is no event. */
export function logEventOf({ topic, partition, offset, key, value }: LogRecord): LogEvent {
  const event = eventSchema.parse(JSON.parse(String(value)));
  return {
    topic,
    partition,
    offset,
    key: String(key),
    eventId: event.event_id,
    type: event.event_type,
    correlationId: event.correlation_id,
    causationId: event.causation_id ?? null,
    data: event.data,
  };
}
