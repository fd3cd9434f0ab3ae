import type { FlowEvent } from '#schemas/api/flow.ts';
import type { EventNode, FlowNode } from './flow-model.ts';

/** Something about it needs a look: a record that could not be read well, a breach of its schema, a failed call, an event given up. */
export function hasProblem(node: FlowNode): boolean {
  if (node.kind === 'request') return (node.request.status ?? 0) >= 500;
  return isTroubled(node.event) || node.copies.some(isTroubled) || isGivenUp(node);
}

function isGivenUp({ copies }: EventNode): boolean {
  return copies.length > 0 && givenUpBy(copies).size > 0;
}

/** The consumer groups that gave up on it, and to which it was not sent again since, nor to all. */
export function givenUpBy(copies: readonly FlowEvent[]): Set<string | null> {
  const gaveUp = new Set<string | null>();
  for (const { group, role } of copies) {
    if (role === 'dead_letter') gaveUp.add(group);
    else if (role === 'replay' && group === null) gaveUp.clear();
    else gaveUp.delete(group);
  }
  return gaveUp;
}

function isTroubled(event: FlowEvent): boolean {
  return event.valid === false || event.problems.length > 0;
}
