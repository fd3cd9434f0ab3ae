import type { Flow, FlowEvent, FlowRequest } from '#schemas/api/flow.ts';

export type Evidence = 'causation_id' | 'record' | 'span_link' | 'span_parent' | 'inferred';

/** One event of the flow. `copies` are further records that carry the same event id: the event, seen again. */
export type EventNode = {
  kind: 'event';
  key: string;
  service: string;
  at: number;
  until: number;
  event: FlowEvent;
  copies: FlowEvent[];
};

export type RequestNode = {
  kind: 'request';
  key: string;
  service: string;
  at: number;
  until: number;
  request: FlowRequest;
};

export type FlowNode = EventNode | RequestNode;

/** `from` is a node's key, or a ghost's id where nothing captured has the cause. */
export type CauseLink = { from: string; to: string; evidence: Evidence; ghost: boolean };

export type Ghost = { id: string; reason: string; effects: string[] };

export type FlowModel = {
  /** By time; where times are equal, causes before their effects. */
  nodes: FlowNode[];
  /** Every key a link may select: node keys, and the records of copies. */
  byKey: Map<string, FlowNode>;
  place: Map<string, number>;
  links: CauseLink[];
  causeOf: Map<string, CauseLink>;
  effectsOf: Map<string, CauseLink[]>;
  ghosts: Map<string, Ghost>;
  lanes: string[];
  /** Epoch ms of the first and the last thing that happened. */
  start: number;
  end: number;
};

/** What a lane is called when the record does not say who wrote it. */
export const unnamedService = 'unnamed';

export type FlowParts = Pick<Flow, 'events' | 'requests' | 'shown' | 'startedAt' | 'lastEventAt'>;
