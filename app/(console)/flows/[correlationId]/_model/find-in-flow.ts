import type { ExpectedStep, FlowModel, FlowNode } from './flow-model.ts';

/**
 * Keys of what holds all the words, in the order of the flow: events and calls by what is known of them without their
 * payload, steps by what they are called. Null for an empty search.
 */
export function findInFlow({ nodes, steps }: FlowModel, sought: string): Set<string> | null {
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const holds = (text: string) => words.every((word) => text.includes(word));
  const found = nodes.filter((node) => holds(textOf(node)));
  return new Set([...found, ...steps.filter((step) => holds(textOfStep(step)))].map(({ key }) => key));
}

/** The match after (1) or before (-1) the selected one, round the ends; null where there is none. */
export function nextMatch(
  matches: Set<string>,
  model: FlowModel,
  selected: string | null,
  step: 1 | -1,
): string | null {
  const order = [...model.nodes, ...model.steps];
  const at = order.findIndex(({ key }) => key === selected);
  const begin = at === -1 && step === -1 ? 0 : at;
  for (let count = 1; count <= order.length; count++) {
    const next = order[(begin + step * count + order.length * 2) % order.length];
    if (next && matches.has(next.key)) return next.key;
  }
  return null;
}

const texts = new WeakMap<FlowNode, string>();

/** Asked with every letter typed, for every event: written once. */
function textOf(node: FlowNode): string {
  const known = texts.get(node);
  if (known !== undefined) return known;
  const text = partsOf(node)
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
  texts.set(node, text);
  return text;
}

function partsOf(node: FlowNode): (string | null)[] {
  if (node.kind === 'request') {
    const { method, route, status, traceId, id } = node.request;
    return [`${method} ${route}`, node.service, status === null ? null : String(status), traceId, id];
  }
  return [node.event, ...node.copies].flatMap((event) => [
    event.type,
    event.service,
    event.eventId,
    event.record,
    `${event.topic} ${event.partition} ${event.offset}`,
    event.key,
    event.traceId,
    event.role === 'event' ? null : event.role.replace('_', ' '),
    event.group,
    event.failure?.type ?? null,
    event.failure?.message ?? null,
    ...event.problems,
    event.valid === false ? 'does not fit its schema' : null,
  ]);
}

function textOfStep({ step }: ExpectedStep): string {
  return `${step.label}\n${step.event}\n${step.service}\n${step.state === 'late' ? 'late' : 'expected'}`.toLowerCase();
}
