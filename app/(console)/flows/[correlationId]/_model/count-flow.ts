import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { FlowModel } from './flow-model.ts';
import { hasProblem } from './has-problem.ts';

/** `14 of 14 events · 2 REST calls · 21 spans`, and what is out of the ordinary. */
export function countFlow(flow: Pick<Flow, 'shown' | 'requests' | 'spans'>, model: FlowModel): string {
  const events = model.nodes.filter((node) => node.kind === 'event');
  const again = events.reduce((sum, node) => sum + (node.kind === 'event' ? node.copies.length : 0), 0);
  const parts = [
    `${formatCount(flow.shown.events)} of ${formatNoun(flow.shown.of, 'event')}`,
    formatNoun(flow.requests.length, 'REST call'),
    formatNoun(flow.spans, 'span'),
  ];
  if (again > 0) parts.push(formatNoun(again, 'duplicate'));
  const troubled = model.nodes.filter(hasProblem).length;
  if (troubled > 0) parts.push(`${formatCount(troubled)} with problems`);
  if (model.ghosts.size > 0) parts.push(`${formatNoun(model.ghosts.size, 'cause')} missing`);
  return parts.join(' · ');
}
