import type pg from 'pg';
import type { RecordProducer } from '#schemas/api/record.ts';
import { unpackDetail } from './span-detail.ts';
import { idNumber } from './span-row.ts';

const form = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/i;

/**
 * Which process wrote a record, by the resource of the span that its `traceparent` names (W3C Trace Context). One lookup
 * by primary key; null with the reason where no such span is kept.
 */
export async function readProducer(pool: pg.Pool, traceparent: string | null): Promise<RecordProducer> {
  const [, traceId, spanId] = (traceparent === null ? null : form.exec(traceparent)) ?? [];
  if (!traceId || !spanId) return unknown('The record names no span that wrote it.');
  const { rows } = await pool.query<{ service: string; detail: Buffer }>(
    'select service, detail from span where trace = $1 and span_id = $2 order by ts desc limit 1',
    [traceId.toLowerCase(), String(idNumber(spanId.toLowerCase()))],
  );
  const [span] = rows;
  if (!span) {
    return unknown(`No span ${spanId} of trace ${traceId} is here: not sampled, not sent yet, or expired.`);
  }
  const { resource } = unpackDetail(span.detail);
  const text = (name: string) => (typeof resource[name] === 'string' ? resource[name] : null);
  return {
    producer: { service: span.service, build: text('service.version'), instance: text('service.instance.id') },
    detail: `By the resource of span ${spanId} of trace ${traceId}.`,
  };
}

function unknown(detail: string): RecordProducer {
  return { producer: null, detail };
}
