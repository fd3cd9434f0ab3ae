import type { PartProblem } from '#schemas/api/common.ts';
import type { FlowParts } from './flow-parts.ts';
import { gapWords } from './read-gaps.ts';

export const twinWords = 'another record has the same event id and another value';

/** Records whose event id another one of the flow has too, with other bytes: the id does not tell them apart. */
export function twinsOf({ events, payloads }: FlowParts): Set<string> {
  const twins = new Set<string>();
  for (const [id, same] of Map.groupBy(events, ({ eventId }) => eventId)) {
    if (id === null || same.length < 2) continue;
    const known = same.flatMap(({ record }) => payloads.get(record) ?? []);
    const values = new Set(known.map(({ value }) => value?.toString('latin1') ?? null));
    if (values.size > 1) for (const { record } of same) twins.add(record);
  }
  return twins;
}

/** So many spans of a flow are read; fewer of one too long to be shown whole. */
export const mostSpans = 10_000;
export const mostSpansOfLong = 2_000;

const mostNamed = 3;

/** What Kafka lost of the time of the flow: it may be missing in it. */
export function lostParts({ gaps }: FlowParts): PartProblem[] {
  const named = gaps.slice(0, mostNamed).map(({ topic, partition, from, to, reason }) => {
    const count = BigInt(to) - BigInt(from);
    const records = count === 1n ? `the record at offset ${from}` : `the ${count} offsets from ${from} on`;
    return {
      what: `part of ${topic}`,
      detail: `${records} of partition ${partition} never came into the index: ${gapWords(reason)}. Some may have belonged to this flow.`,
    };
  });
  const rest = gaps.length - named.length;
  return rest > 0
    ? [...named, { what: 'more', detail: `${rest} further gaps of the time of this flow are known.` }]
    : named;
}

/** What of the flow is not shown, or not any more. */
export function lacking({ events, isCut, payloads, gone, spans, summary, keptSince }: FlowParts): PartProblem[] {
  const problems: PartProblem[] = [];
  if (payloads.size < events.length) {
    const detail = `Keys and validity are shown for ${payloads.size} of ${events.length} records; open a record to see it whole.`;
    problems.push({ what: 'payloads', detail });
  }
  if (gone > 0) {
    problems.push({ what: 'retention', detail: `${gone} earlier records of this flow are no longer kept.` });
  }
  if (isCut && summary && keptSince && summary.startedMs < keptSince.getTime()) {
    const detail = `Records from before ${keptSince.toISOString()} are no longer kept; they are counted here all the same.`;
    problems.push({ what: 'retention', detail });
  }
  if (spans.length >= mostSpans || (isCut && spans.length >= mostSpansOfLong)) {
    problems.push({ what: 'spans', detail: `Only ${spans.length} spans were read: there may be more REST calls.` });
  }
  return problems;
}
