import type pg from 'pg';
import { type ProducerSpan, producerSpan, withTraceHeaders } from '#server/platform/telemetry/index.ts';
import type { MessageBroker, OutgoingMessage } from './broker/message-broker.ts';
import { eventHeaders, type NibbleEvent } from './event.ts';
import type { ServiceMetrics } from './service-metrics.ts';

type OutboxRow = { id: string; topic: string; key: string; event: string; trace: Record<string, string> };
type Prepared = { row: OutboxRow; type: string; span: ProducerSpan; message: OutgoingMessage };

const batchRows = 200;

/**
 * Publishes the next rows of the outbox and marks them. Returns how many; throws when those of a topic could not be sent,
 * after the other topics' rows were.
 */
export async function publishOutbox(
  client: pg.PoolClient,
  { broker, metrics }: { broker: MessageBroker; metrics: ServiceMetrics },
): Promise<number> {
  const { rows } = await client.query<OutboxRow>(
    'select id, topic, key, event::text as event, trace from outbox where published_at is null order by id limit $1',
    [batchRows],
  );
  const perTopic = [...Map.groupBy(rows, (row) => row.topic)];
  const outcomes = await Promise.allSettled(perTopic.map(([topic, ofTopic]) => sendRows(broker, topic, ofTopic)));
  const sent = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const ids = sent.map(({ row }) => row.id);
  if (ids.length > 0) await client.query('update outbox set published_at = now() where id = any($1::bigint[])', [ids]);
  for (const { type } of sent) metrics.eventsPublished.inc({ type });
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return rows.length;
}

async function sendRows(broker: MessageBroker, topic: string, rows: OutboxRow[]): Promise<Prepared[]> {
  const prepared = rows.map((row) => prepare(topic, row));
  try {
    const positions = await broker.send(
      topic,
      prepared.map(({ message }) => message),
    );
    prepared.forEach(({ span }, index) => {
      span.end(positions[index] ?? { partition: -1, offset: -1 });
    });
    return prepared;
  } catch (error) {
    for (const { span } of prepared) span.end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

function prepare(topic: string, row: OutboxRow): Prepared {
  const event = parseOwnEvent(row.event);
  const { correlation_id: correlationId, event_id: messageId } = event;
  // The span continues what ran when the row was written, however much later it is sent.
  const span = withTraceHeaders(row.trace, () => producerSpan({ topic, key: row.key, correlationId, messageId }));
  const headers = { ...eventHeaders(event), ...textHeaders(span.headers) };
  return { row, type: event.event_type, span, message: { key: row.key, value: row.event, headers } };
}

/** Every row was made by `makeEvent`, which validated it. */
function parseOwnEvent(text: string): NibbleEvent {
  return JSON.parse(text) as NibbleEvent;
}

function textHeaders(headers: ProducerSpan['headers']): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) => {
    return value === undefined ? [] : [[name, [value].flat().join('')] as const];
  });
  return Object.fromEntries(entries);
}
