import type { ExpectedStep, FlowModel, FlowNode } from './flow-model.ts';

export type Move = 'earlier' | 'later' | 'first' | 'last' | 'cause' | 'effect';

/** Where a key press leads from what is selected; to the same where there is nothing further that way. */
export function moveSelection(model: FlowModel, selected: string | null, move: Move): string | null {
  const { nodes, steps } = model;
  const node = selected === null ? undefined : model.byKey.get(selected);
  if (node) return moveFromNode(model, node, move);
  const step = steps.find(({ key }) => key === selected);
  if (step) return moveFromStep(model, step, move);
  return (move === 'last' ? lastOf(model) : (nodes[0] ?? steps[0]))?.key ?? null;
}

function moveFromNode(model: FlowModel, node: FlowNode, move: Move): string {
  const { nodes, steps } = model;
  switch (move) {
    case 'first':
      return nodes[0]?.key ?? node.key;
    case 'last':
      return lastOf(model)?.key ?? node.key;
    case 'earlier':
      return nodes[node.place - 1]?.key ?? node.key;
    case 'later':
      return (nodes[node.place + 1] ?? steps[0])?.key ?? node.key;
    case 'cause': {
      const from = node.causedBy?.from;
      return from && from.kind !== 'ghost' ? from.key : node.key;
    }
    case 'effect':
      return (node.causeOf[0]?.to ?? followerOf(steps, node))?.key ?? node.key;
  }
}

function moveFromStep(model: FlowModel, step: ExpectedStep, move: Move): string {
  const { nodes, steps } = model;
  const place = steps.indexOf(step);
  switch (move) {
    case 'first':
      return nodes[0]?.key ?? step.key;
    case 'last':
      return lastOf(model)?.key ?? step.key;
    case 'earlier':
      return (steps[place - 1] ?? nodes.at(-1))?.key ?? step.key;
    case 'later':
      return steps[place + 1]?.key ?? step.key;
    case 'cause':
      return step.after[0]?.key ?? step.key;
    case 'effect':
      return followerOf(steps, step)?.key ?? step.key;
  }
}

/** What has not happened stands behind all that has. */
function lastOf({ nodes, steps }: FlowModel): FlowNode | ExpectedStep | undefined {
  return steps.at(-1) ?? nodes.at(-1);
}

function followerOf(steps: ExpectedStep[], before: FlowNode | ExpectedStep): ExpectedStep | undefined {
  return steps.find(({ after }) => after.includes(before));
}
