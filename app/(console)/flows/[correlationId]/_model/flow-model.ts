import type { Flow, FlowEvent, FlowRequest } from '#schemas/api/flow.ts';

export type Evidence = 'causation_id' | 'record' | 'span_link' | 'span_parent' | 'inferred';

type NodeParts = {
  /** What a link selects: `topic/partition/offset`, or the id of a REST call. */
  key: string;
  /** Index in the model's order. */
  place: number;
  service: string;
  /** Epoch ms. */
  at: number;
  until: number;
  causedBy: CauseLink | null;
  /** What it caused, in the model's order. */
  causeOf: CauseLink[];
};

/** One event of the flow. `copies` are further records that carry the same event id: the event, seen again. */
export type EventNode = NodeParts & { kind: 'event'; event: FlowEvent; copies: FlowEvent[] };

export type RequestNode = NodeParts & { kind: 'request'; request: FlowRequest };

export type FlowNode = EventNode | RequestNode;

/** A cause that nothing captured has; one stands for all effects that name it. */
export type Ghost = { kind: 'ghost'; key: string; reason: string };

export type CauseLink = { from: FlowNode | Ghost; to: FlowNode; evidence: Evidence };

export type NodeCounts = {
  /** Records beyond the first of one event. */
  copies: number;
  troubled: number;
  byService: Map<string, number>;
};

export type FlowModel = {
  /** By time; where times are equal, causes before their effects. */
  nodes: FlowNode[];
  /** The REST calls among the nodes, in the same order. */
  requests: RequestNode[];
  /** Every key a link may select: node keys, and the records of copies. */
  byKey: Map<string, FlowNode>;
  ghosts: Ghost[];
  lanes: string[];
  counts: NodeCounts;
  /** Epoch ms of the first and the last thing that happened. */
  start: number;
  end: number;
};

/** What a lane is called when the record does not say who wrote it. */
export const unnamedService = 'unnamed';

export type FlowParts = Pick<Flow, 'events' | 'requests' | 'shown' | 'startedAt' | 'lastEventAt'>;
