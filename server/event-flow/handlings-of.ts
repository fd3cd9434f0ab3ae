import { type FlowSpan, spanKinds } from '#server/traces/index.ts';
import { recordOfMessage } from './span-ties.ts';

/** That a record was handled, as the span of its consumer tells; times in epoch ms. */
export type Handling = {
  /** `topic/partition/offset`. */
  record: string;
  /** Null where the consumer's telemetry does not name its group. */
  group: string | null;
  service: string;
  startMs: number;
  endMs: number;
  failed: boolean;
};

/** Which records consumers handled: by the place that a span names, else by its links to the spans that sent them. Pure. */
export function handlingsOf(
  spans: readonly FlowSpan[],
  records: readonly { record: string; topic: string; sentBy: string | null }[],
): Handling[] {
  const sent = Map.groupBy(
    records.filter(({ sentBy }) => sentBy !== null),
    ({ sentBy }) => sentBy,
  );
  return spans.flatMap((span) => {
    if (span.kind !== spanKinds.consumer) return [];
    const own = recordOfMessage(span.message);
    const linked = span.links.flatMap(({ ref, message }) => {
      const named = recordOfMessage(message);
      if (named !== null) return [named];
      // A record that was passed on names the span that sent it first: its topic tells it from the others.
      const topic = message?.topic ?? span.message?.topic ?? null;
      return (sent.get(ref) ?? []).filter((record) => record.topic === topic).map(({ record }) => record);
    });
    return (own === null ? linked : [own]).map((record) => handling(span, record));
  });
}

function handling({ message, links, service, startNs, endNs, failed }: FlowSpan, record: string): Handling {
  const group = message?.group ?? links.find((link) => link.message?.group)?.message?.group ?? null;
  return { record, group, service, startMs: Number(startNs / 1_000_000n), endMs: Number(endNs / 1_000_000n), failed };
}
