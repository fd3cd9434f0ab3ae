import type { FlowEvent } from '#schemas/api/flow.ts';
import type { EventNode, FlowNode } from './flow-model.ts';

/** Something about it needs a look: a record that could not be read well, a breach of its schema, a failed call, an event given up. */
export function hasProblem(node: FlowNode): boolean {
  if (node.kind === 'request') return (node.request.status ?? 0) >= 500;
  return isTroubled(node.event) || node.copies.some(isTroubled) || isGivenUp(node);
}

function isGivenUp({ copies }: EventNode): boolean {
  return copies.length > 0 && givingsUp(copies).open > 0;
}

/**
 * How often a consumer group gave up on an event, and how many of these were not sent again since, to that group or to all. A
 * dead letter that was written twice is one.
 */
export function givingsUp(copies: readonly FlowEvent[]): { times: number; open: number } {
  const gaveUp = new Set<string | null>();
  let times = 0;
  for (const { group, role } of copies) {
    if (role === 'dead_letter') {
      if (!gaveUp.has(group)) times += 1;
      gaveUp.add(group);
    } else if (role === 'replay' && group === null) gaveUp.clear();
    else gaveUp.delete(group);
  }
  return { times, open: gaveUp.size };
}

function isTroubled(event: FlowEvent): boolean {
  return event.valid === false || event.problems.length > 0;
}
