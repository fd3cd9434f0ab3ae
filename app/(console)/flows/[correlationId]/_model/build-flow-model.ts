import { activityOf } from './activity-of.ts';
import { clockCorrection } from './clock-correction.ts';
import { collectNodes } from './collect-nodes.ts';
import { collectTries } from './collect-tries.ts';
import { countNodes } from './count-nodes.ts';
import type { FlowModel, FlowNode, FlowParts } from './flow-model.ts';
import { orderLanes } from './order-lanes.ts';
import { causeDepths, orderNodes } from './order-nodes.ts';
import { resolveCauses } from './resolve-causes.ts';
import { settleTimes } from './settle-times.ts';

/** What every view of the page is drawn from: nodes in order, causes tied, lanes named. */
export function buildFlowModel(flow: FlowParts): FlowModel {
  const correct = clockCorrection(flow.clocks);
  const collected = collectNodes(flow, correct);
  const ghosts = resolveCauses(collected, flow.shown);
  const depths = causeDepths(collected);
  settleTimes(collected, depths);
  const nodes = orderNodes(collected, depths);
  tieEffects(nodes);
  const tries = collectTries(nodes, correct);
  return {
    nodes,
    requests: nodes.filter((node) => node.kind === 'request'),
    byKey: indexByKey(nodes),
    ghosts,
    tries,
    steps: [],
    lanes: orderLanes([...nodes, ...tries].map(({ service }) => service)),
    counts: countNodes(nodes),
    ...extent(activityOf({ nodes, tries }), flow),
  };
}

function tieEffects(nodes: FlowNode[]): void {
  for (const [place, node] of nodes.entries()) {
    node.place = place;
    const from = node.causedBy?.from;
    if (node.causedBy && from && from.kind !== 'ghost') from.causeOf.push(node.causedBy);
  }
}

function indexByKey(nodes: FlowNode[]): Map<string, FlowNode> {
  const byKey = new Map<string, FlowNode>();
  for (const node of nodes) {
    byKey.set(node.key, node);
    if (node.kind === 'event') for (const copy of node.copies) byKey.set(copy.record, node);
  }
  return byKey;
}

function extent(activity: { at: number; until: number }[], flow: FlowParts): { start: number; end: number } {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { at, until } of activity) {
    start = Math.min(start, at);
    end = Math.max(end, until);
  }
  if (start <= end) return { start, end };
  return { start: Date.parse(flow.startedAt), end: Date.parse(flow.lastEventAt) };
}
