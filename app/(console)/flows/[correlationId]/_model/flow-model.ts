import type { Flow, FlowEvent, FlowRequest, FlowStep } from '#schemas/api/flow.ts';

export type Evidence = 'causation_id' | 'record' | 'span_link' | 'span_parent' | 'inferred';

type NodeParts = {
  /** What a link selects: `topic/partition/offset`, or the id of a REST call. */
  key: string;
  /** Index in the model's order. */
  place: number;
  service: string;
  /** Epoch ms by a clock that is corrected where that of its service is off, and never before a stated cause. */
  at: number;
  until: number;
  /** When it began by the clock of its own service. */
  told: number;
  causedBy: CauseLink | null;
  /** What it caused, in the model's order. */
  causeOf: CauseLink[];
};

/** One event of the flow. `copies` are further records of it: told again, tried again, given up, sent again; `role` says. */
export type EventNode = NodeParts & { kind: 'event'; event: FlowEvent; copies: FlowEvent[] };

export type RequestNode = NodeParts & { kind: 'request'; request: FlowRequest };

export type FlowNode = EventNode | RequestNode;

/** A cause that nothing captured has; one stands for all effects that name it. */
export type Ghost = { kind: 'ghost'; key: string; reason: string };

export type CauseLink = { from: FlowNode | Ghost; to: FlowNode; evidence: Evidence };

/** A step of the process that has not happened: it may come next, or only after others that have not happened either. */
export type ExpectedStep = {
  /** What a link selects: `step:<id>`. */
  key: string;
  step: FlowStep;
  /** Epoch ms; null where nothing says by when. */
  dueAt: number | null;
  /** What it follows, of what is in the model. */
  after: (FlowNode | ExpectedStep)[];
  /** 0 for what may come next, 1 for what follows that, and so on. */
  column: number;
};

/** One time that a consumer group failed at an event, gave up on it, or was sent it again. */
export type Try = {
  kind: 'failed' | 'gave_up' | 'sent_again';
  /** The record that tells it. */
  key: string;
  node: EventNode;
  copy: FlowEvent;
  /** Whose group it is. */
  service: string;
  at: number;
  /** What that service made of the event afterwards; null where nothing is known of it. */
  outcome: FlowNode | null;
};

export type NodeCounts = {
  /** Tellings of an event beyond the first. */
  duplicates: number;
  /** How often a consumer group gave up on an event, and how many of these were not sent again since. */
  deadLetters: number;
  openDeadLetters: number;
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
  /** In order of time. */
  tries: Try[];
  /** What is shown of what has not happened, in the order of the process. */
  steps: ExpectedStep[];
  lanes: string[];
  counts: NodeCounts;
  /** Epoch ms of the first and the last thing that happened. */
  start: number;
  end: number;
};

/** What a lane is called when the record does not say who wrote it. */
export const unnamedService = 'unnamed';

export type FlowParts = Pick<Flow, 'events' | 'requests' | 'shown' | 'clocks' | 'startedAt' | 'lastEventAt'>;
