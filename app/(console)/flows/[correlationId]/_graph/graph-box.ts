import type { CauseLink, ExpectedStep, FlowNode, Ghost } from '../_model/flow-model.ts';

/** A box of the graph: events or calls of one type and one cause, a cause nobody captured, or a step to come. */
export type GraphBox = {
  /** Stays the same while the flow grows. */
  id: string;
  /** Index of the box that it hangs on; -1 for a root. Parents stand before their children. */
  parent: number;
  /** How the first of it was caused; null for roots and steps. */
  link: CauseLink | null;
  content: BoxContent;
};

export type BoxContent =
  | { kind: 'nodes'; nodes: FlowNode[] }
  | { kind: 'ghost'; ghost: Ghost }
  | { kind: 'step'; step: ExpectedStep };

export type Graph = {
  boxes: GraphBox[];
  /** Further arrows to steps that follow more than one other: pairs of indexes. */
  joins: { from: number; to: number }[];
};
