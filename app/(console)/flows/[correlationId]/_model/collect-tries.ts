import type { FlowEvent } from '#schemas/api/flow.ts';
import type { Correction } from './clock-correction.ts';
import type { EventNode, FlowNode, Try } from './flow-model.ts';

const kinds: Partial<Record<FlowEvent['role'], Try['kind']>> = {
  retry: 'failed',
  dead_letter: 'gave_up',
  replay: 'sent_again',
};

/** Each time a consumer group failed at an event, gave up on it or was sent it again, in order of time. */
export function collectTries(nodes: FlowNode[], correct: Correction): Try[] {
  const services = new Set(nodes.map((node) => node.service));
  return nodes
    .flatMap((node) => (node.kind === 'event' ? triesAt(node, services, correct) : []))
    .sort((a, b) => a.at - b.at);
}

function triesAt(node: EventNode, services: Set<string>, correct: Correction): Try[] {
  return node.copies.flatMap((copy) => {
    const kind = kinds[copy.role];
    if (!kind) return [];
    const service = copy.group === null ? node.service : serviceOfGroup(copy.group, services);
    const at = Math.max(correct(service, Date.parse(copy.time)), node.at);
    return [{ kind, key: copy.record, node, copy, service, at, outcome: outcomeOf(node, service, at) }];
  });
}

/** Groups are called by their service, or begin with its name; one that is not is a lane of its own. */
function serviceOfGroup(group: string, services: Set<string>): string {
  if (services.has(group)) return group;
  return (
    [...services].find((service) => /^[.:_-]/.test(group.slice(service.length)) && group.startsWith(service)) ?? group
  );
}

/** What the group made of the event in the end, after this try. */
function outcomeOf(node: EventNode, service: string, at: number): FlowNode | null {
  return node.causeOf.find(({ to }) => to.service === service && to.at >= at)?.to ?? null;
}
