import { collectNodes } from './collect-nodes.ts';
import type { CauseLink, FlowModel, FlowNode, FlowParts } from './flow-model.ts';
import { orderLanes } from './order-lanes.ts';
import { orderNodes } from './order-nodes.ts';
import { resolveCauses } from './resolve-causes.ts';

/** What every view of the page is drawn from: nodes in order, causes tied, lanes named. */
export function buildFlowModel(flow: FlowParts): FlowModel {
  const collected = collectNodes(flow);
  const { links, ghosts } = resolveCauses(collected, flow.shown);
  const nodes = orderNodes(collected, links);
  return {
    nodes,
    byKey: indexByKey(nodes),
    place: new Map(nodes.map((node, index) => [node.key, index])),
    links,
    causeOf: new Map(links.map((link) => [link.to, link])),
    effectsOf: groupByCause(links, nodes),
    ghosts,
    lanes: orderLanes(nodes),
    ...extent(nodes, flow),
  };
}

function indexByKey(nodes: FlowNode[]): Map<string, FlowNode> {
  const byKey = new Map<string, FlowNode>();
  for (const node of nodes) {
    byKey.set(node.key, node);
    if (node.kind === 'event') for (const copy of node.copies) byKey.set(copy.record, node);
  }
  return byKey;
}

function groupByCause(links: CauseLink[], nodes: FlowNode[]): Map<string, CauseLink[]> {
  const byEffect = new Map(links.map((link) => [link.to, link]));
  const groups = new Map<string, CauseLink[]>();
  for (const node of nodes) {
    const link = byEffect.get(node.key);
    if (!link) continue;
    const group = groups.get(link.from);
    if (group) group.push(link);
    else groups.set(link.from, [link]);
  }
  return groups;
}

function extent(nodes: FlowNode[], flow: FlowParts): { start: number; end: number } {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const node of nodes) {
    start = Math.min(start, node.at);
    end = Math.max(end, node.until);
  }
  if (start <= end) return { start, end };
  return { start: Date.parse(flow.startedAt), end: Date.parse(flow.lastEventAt) };
}
