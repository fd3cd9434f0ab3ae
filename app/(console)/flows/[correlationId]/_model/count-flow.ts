import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { FlowModel } from './flow-model.ts';

/** `14 of 14 events · 2 REST calls · 21 spans`, and what is out of the ordinary. */
export function countFlow(flow: Pick<Flow, 'shown' | 'requests' | 'spans'>, model: FlowModel): string {
  const { duplicates, deadLetters, openDeadLetters, troubled } = model.counts;
  const parts = [
    `${formatCount(flow.shown.events)} of ${formatNoun(flow.shown.of, 'event')}`,
    formatNoun(flow.requests.length, 'REST call'),
    formatNoun(flow.spans, 'span'),
  ];
  if (duplicates > 0) parts.push(formatNoun(duplicates, 'duplicate'));
  if (deadLetters > 0) parts.push(formatNoun(deadLetters, 'dead letter') + sentAgain(deadLetters - openDeadLetters));
  if (troubled > 0) parts.push(`${formatCount(troubled)} with problems`);
  if (model.ghosts.length > 0) parts.push(`${formatNoun(model.ghosts.length, 'cause')} missing`);
  return parts.join(' · ');
}

function sentAgain(count: number): string {
  return count === 0 ? '' : ` (${formatCount(count)} sent again)`;
}
