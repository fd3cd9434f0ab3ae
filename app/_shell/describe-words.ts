import { formatNoun } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { WordCoverage } from '#schemas/api/search.ts';

const mostNamed = 3;
/** Words come a moment after their record: that alone is not worth a word. */
const usualMs = 3_000;

/** What of the payloads a search by words has looked through, in one sentence; `when` writes a moment (ms since 1970). */
export function describeWords({ isOn, since, behind }: WordCoverage, when: (at: number) => string): string {
  if (!isOn) return 'Words in payloads are not indexed (NIBBLE_WORD_INDEX is off): only ids were searched.';
  const from = since === null ? 'all payloads that are kept' : `payloads since ${when(Date.parse(since))}`;
  const late = behind.filter(({ ms }) => ms >= usualMs);
  const named = late.slice(0, mostNamed).map(({ topic, ms }) => `${topic} is ${formatDuration(ms)} behind`);
  if (late.length > mostNamed) named.push(`and ${formatNoun(late.length - mostNamed, 'more topic')}`);
  return `${[`Words: ${from}`, ...named].join('; ')}.`;
}
