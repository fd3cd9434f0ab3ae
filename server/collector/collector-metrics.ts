import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { CollectionHealth } from '#server/event-flow/index.ts';
import type { Receiver } from '#server/traces/index.ts';

export type Figures = { collection: CollectionHealth | null; spans: ReturnType<Receiver['counts']> | null };

/** The Prometheus metrics of the collector; the figures are read when asked. */
export function collectorMetrics(figures: () => Figures): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: (now: Figures) => number | undefined) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read(figures()) ?? Number.NaN);
      },
    });
  const counter = (name: string, help: string, read: (now: Figures) => number | undefined) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read(figures()) ?? 0);
      },
    });
  counter('nibble_records_written_total', 'Kafka records written', ({ collection }) => collection?.written);
  counter(
    'nibble_records_repeated_total',
    'Records met again after they were written',
    (now) => now.collection?.repeated,
  );
  gauge('nibble_records_waiting', 'Records read and not yet written', ({ collection }) => collection?.waiting);
  gauge('nibble_partitions_assigned', 'Kafka partitions this collector reads', (now) => now.collection?.partitions);
  gauge('nibble_collector_troubles', 'Things that are wrong at the moment', (now) => now.collection?.troubles.length);
  gauge('nibble_kafka_answer_age_seconds', 'Time since a broker answered', (now) => age(now.collection?.lastFetchAt));
  counter('nibble_spans_stored_total', 'Spans stored', ({ spans }) => spans?.stored);
  counter('nibble_spans_rejected_total', 'Spans that can never be stored', ({ spans }) => spans?.rejected);
  counter(
    'nibble_span_requests_turned_away_total',
    'Requests with spans to be sent again',
    (now) => now.spans?.turnedAway,
  );
  gauge('nibble_spans_waiting', 'Spans received and not yet written', ({ spans }) => spans?.waiting);
  return registry;
}

function age(since: Date | null | undefined): number | undefined {
  return since ? (Date.now() - since.getTime()) / 1_000 : undefined;
}
