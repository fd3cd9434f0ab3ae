import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { badVerdicts, verdictsByHarm, verdictWords } from './_lag/verdict-words.ts';

type Counts = ConsumerGroupList['counts'];

/** The list's heading: what is the matter, in one sentence. */
export function writeHeadline(counts: Counts): string {
  const all = verdictsByHarm.reduce((sum, verdict) => sum + counts[verdict], 0);
  if (all === 0) return 'Consumer groups';
  const wrong = badVerdicts.filter((verdict) => counts[verdict] > 0);
  const bad = countBad(counts);
  const unknown = counts.unknown > 0 ? `, ${say(counts, 'unknown')}` : '';
  if (bad === 0) return wellWords(counts, all);
  const groups = formatNoun(all, 'consumer group');
  if (wrong.length === 1) {
    const [only = 'warn'] = wrong;
    return `${formatCount(bad)} of ${groups} ${verdictWords[only][bad === 1 ? 'one' : 'many']}${unknown}`;
  }
  return `${formatCount(bad)} of ${groups} need you: ${wrong.map((verdict) => say(counts, verdict)).join(', ')}${unknown}`;
}

/** How many need somebody. */
export function countBad(counts: Counts): number {
  return badVerdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
}

function wellWords(counts: Counts, all: number): string {
  if (counts.ok === 0) return `Nothing can be said yet of ${formatNoun(all, 'consumer group')}`;
  const groups = formatNoun(all, 'consumer group');
  if (counts.unknown > 0) return `${formatCount(counts.ok)} of ${groups} keep up, ${say(counts, 'unknown')}`;
  return all === 1 ? 'The one consumer group keeps up' : `All ${groups} keep up`;
}

function say(counts: Counts, verdict: keyof Counts): string {
  const count = counts[verdict];
  return `${formatCount(count)} ${verdictWords[verdict][count === 1 ? 'one' : 'many']}`;
}
