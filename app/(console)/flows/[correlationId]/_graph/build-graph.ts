import type { CauseLink, ExpectedStep, FlowModel, FlowNode, Ghost } from '../_model/flow-model.ts';
import type { BoxContent, Graph, GraphBox } from './graph-box.ts';

/**
 * The flow as causes and effects. Each event has one cause, so that this is a forest; `collapse` joins the effects of one
 * box that are of one type, and theirs in turn. A ring of causes (a bug in somebody's service) is cut where it closes.
 */
export function buildGraph(model: FlowModel, collapse: boolean): Graph {
  const growing = new Growing(collapse);
  const byGhost = effectsOfGhosts(model.nodes);
  for (const [ghost, links] of byGhost) growing.addGhost(ghost, links);
  growing.addRoots(model.nodes.filter((node) => node.causedBy === null));
  for (const node of model.nodes) if (!growing.has(node)) growing.addRoots([node]);
  for (const step of model.steps) growing.addStep(step);
  return { boxes: growing.boxes, joins: growing.joins };
}

function effectsOfGhosts(nodes: FlowNode[]): Map<Ghost, CauseLink[]> {
  const byGhost = new Map<Ghost, CauseLink[]>();
  for (const { causedBy } of nodes) {
    if (causedBy?.from.kind !== 'ghost') continue;
    const links = byGhost.get(causedBy.from);
    if (links) links.push(causedBy);
    else byGhost.set(causedBy.from, [causedBy]);
  }
  return byGhost;
}

class Growing {
  readonly boxes: GraphBox[] = [];
  readonly joins: Graph['joins'] = [];
  readonly #collapse: boolean;
  readonly #placeOf = new Map<FlowNode | ExpectedStep, number>();

  constructor(collapse: boolean) {
    this.#collapse = collapse;
  }

  has(node: FlowNode): boolean {
    return this.#placeOf.has(node);
  }

  addGhost(ghost: Ghost, links: CauseLink[]): void {
    const place = this.#add(-1, null, { kind: 'ghost', ghost }, `ghost ${ghost.key}`);
    this.#grow(place, links);
  }

  addRoots(nodes: FlowNode[]): void {
    for (const group of this.#groups(nodes)) this.#addNodes(-1, null, group);
  }

  /** Hangs on the last of what it follows; arrows from the others are joined to it. */
  addStep(step: ExpectedStep): void {
    const before = step.after.flatMap((one) => this.#placeOf.get(one) ?? []);
    const parent = before.length === 0 ? -1 : Math.max(...before);
    const place = this.#add(parent, null, { kind: 'step', step }, step.key);
    this.#placeOf.set(step, place);
    for (const from of new Set(before)) if (from !== parent) this.joins.push({ from, to: place });
  }

  #addNodes(parent: number, link: CauseLink | null, nodes: FlowNode[]): void {
    const [first] = nodes;
    if (!first) return;
    const place = this.#add(parent, link, { kind: 'nodes', nodes }, first.key);
    for (const node of nodes) this.#placeOf.set(node, place);
    this.#grow(
      place,
      nodes.flatMap((node) => node.causeOf),
    );
  }

  /** Level by level and not by calls within calls: chains of causes may be longer than the stack. */
  #grow(begin: number, links: CauseLink[]): void {
    const waiting = [{ place: begin, links }];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const linkOf = new Map(next.links.map((link) => [link.to, link]));
      const effects = [...linkOf.keys()].filter((node) => !this.has(node));
      for (const group of this.#groups(effects)) {
        const [first] = group;
        const place = this.#add(
          next.place,
          (first && linkOf.get(first)) ?? null,
          { kind: 'nodes', nodes: group },
          first?.key ?? '',
        );
        for (const node of group) this.#placeOf.set(node, place);
        waiting.push({ place, links: group.flatMap((node) => node.causeOf) });
      }
    }
  }

  #add(parent: number, link: CauseLink | null, content: BoxContent, id: string): number {
    return this.boxes.push({ id, parent, link, content }) - 1;
  }

  #groups(nodes: FlowNode[]): FlowNode[][] {
    if (!this.#collapse) return nodes.map((node) => [node]);
    return [...Map.groupBy(nodes, kindOf).values()];
  }
}

function kindOf(node: FlowNode): string {
  const name = node.kind === 'event' ? node.event.type : `${node.request.method} ${node.request.route}`;
  return `${node.kind} ${node.service} ${name}`;
}
