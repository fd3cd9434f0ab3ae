import { stackWords } from '../_model/copy-words.ts';
import type { EventNode, Evidence, ExpectedStep, FlowModel, FlowNode } from '../_model/flow-model.ts';
import { nameEventType } from '../_model/name-event-type.ts';

export type FlowRow = {
  key: string;
  /** Epoch ms; of a step to come by when it should happen, or beyond all times where nothing says so. */
  at: number;
  iso: string | null;
  /** Since the row before in time (ms); null for the first. */
  deltaMs: number | null;
  service: string;
  type: string;
  version: number | null;
  /** `topic · partition · offset`, or how long a REST call took. */
  record: string;
  cause: { key: string | null; name: string; evidence: Evidence; reason: string | null } | null;
  problems: string[];
  /** Null in the row of a step that has not happened. */
  node: FlowNode | null;
  step: ExpectedStep | null;
};

/** The flow in words, a row an event, call or step to come: what the timeline shows, for those who read or sort. */
export function tableRows(model: FlowModel): FlowRow[] {
  return [...happenedRows(model), ...model.steps.map(stepRow)];
}

function happenedRows(model: FlowModel): FlowRow[] {
  return model.nodes.map((node, index) => {
    const before = model.nodes[index - 1];
    return {
      key: node.key,
      at: node.at,
      iso: new Date(node.at).toISOString(),
      deltaMs: before ? node.at - before.at : null,
      service: node.service,
      cause: causeOf(node),
      node,
      step: null,
      ...(node.kind === 'event' ? eventCells(node) : requestCells(node)),
    };
  });
}

function stepRow(expected: ExpectedStep): FlowRow {
  const { key, step, dueAt } = expected;
  return {
    key,
    at: dueAt ?? Number.MAX_SAFE_INTEGER,
    iso: step.dueAt,
    deltaMs: null,
    service: step.service,
    type: step.event,
    version: null,
    record: step.label,
    cause: null,
    problems: [],
    node: null,
    step: expected,
  };
}

function eventCells(node: EventNode) {
  const { event } = node;
  const problems = [...event.problems];
  if (event.valid === false) problems.push('does not fit its schema');
  problems.push(...stackWords(node));
  return {
    type: event.type ?? 'unreadable',
    version: event.version,
    record: `${event.topic} · ${event.partition} · ${event.offset}`,
    problems,
  };
}

function requestCells({ request }: Extract<FlowNode, { kind: 'request' }>) {
  const failed = (request.status ?? 0) >= 500;
  return {
    type: `${request.method} ${request.route}`,
    version: null,
    record: `REST · ${request.status ?? 'no status'}`,
    problems: failed ? [`answered ${request.status}`] : [],
  };
}

function causeOf({ causedBy }: FlowNode): FlowRow['cause'] {
  if (!causedBy) return null;
  const { from, evidence } = causedBy;
  if (from.kind === 'ghost') return { key: null, name: 'not captured', evidence, reason: from.reason };
  return { key: from.key, name: nameOf(from), evidence, reason: null };
}

/** As short as a cell needs it: `order ready`, `POST /orders`. */
export function nameOf(node: FlowNode): string {
  return node.kind === 'event'
    ? (node.event.type ?? nameEventType(null))
    : `${node.request.method} ${node.request.route}`;
}
