import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowNode } from './flow-model.ts';

/** Something about it needs a look: a record that could not be read well, a breach of its schema, a failed call. */
export function hasProblem(node: FlowNode): boolean {
  if (node.kind === 'request') return (node.request.status ?? 0) >= 500;
  return isTroubled(node.event) || node.copies.some(isTroubled);
}

function isTroubled(event: FlowEvent): boolean {
  return event.valid === false || event.problems.length > 0;
}
