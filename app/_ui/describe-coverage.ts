import type { Coverage } from '#schemas/api/coverage.ts';
import { formatCount, formatNoun } from './format-count.ts';

/**
 * What a search has looked through, in one sentence: from when on, and what it may have missed. `when` writes a moment
 * (ms since 1970) in the chosen zone.
 */
export function describeCoverage(coverage: Coverage, when: (at: number) => string): string {
  const { topics } = coverage;
  if (topics.length === 0) return 'Nothing is indexed yet: the collector has not read a single topic.';
  const starts = topics.flatMap((topic) => (topic.from ? [Date.parse(topic.from)] : []));
  const missing = missingParts(coverage, when);
  if (starts.length === 0) {
    return `${[`No record has arrived yet in ${formatNoun(topics.length, 'topic')}`, ...missing].join('; ')}.`;
  }
  const since = `Searched ${coverage.complete ? 'everything' : 'what is indexed'} since ${when(Math.min(...starts))}`;
  if (missing.length > 0) return `${since}; ${missing.join('; ')}.`;
  return coverage.complete
    ? `${since}, up to the newest record.`
    : `${since}; whether Kafka has newer records is not known at the moment.`;
}

const mostNamed = 3;

function missingParts({ topics }: Coverage, when: (at: number) => string): string[] {
  const behind = topics.filter((topic) => unreadOf(topic) > 0n);
  const held = topics.flatMap(({ topic, held }) => (held ? [{ topic, ...held }] : []));
  const unknown = topics.filter(({ behind: count }) => count === null);
  const gaps = topics.filter((topic) => topic.gaps > 0);
  return [
    ...nameSome(behind, (topic) => `${topic.topic} is ${records(unreadOf(topic))} behind`),
    ...nameSome(held, (one) => `${one.topic} is held by an open transaction since ${when(Date.parse(one.since))}`),
    ...nameSome(unknown, (topic) => `how far ${topic.topic} is behind is not known`),
    ...nameSome(gaps, (topic) => `${topic.topic} has ${formatNoun(topic.gaps, 'gap')}`),
  ];
}

/** What could be read and is not yet: what a transaction holds back is told apart. */
export function unreadOf({ behind, held }: Pick<Coverage['topics'][number], 'behind' | 'held'>): bigint {
  return BigInt(behind ?? '0') - BigInt(held?.records ?? '0');
}

function records(count: bigint): string {
  return `${formatCount(String(count))} ${count === 1n ? 'record' : 'records'}`;
}

function nameSome<T>(all: T[], say: (one: T) => string): string[] {
  const named = all.slice(0, mostNamed).map(say);
  return all.length > mostNamed ? [...named, `and ${all.length - mostNamed} topics more`] : named;
}
