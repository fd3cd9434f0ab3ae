import type { FlowEvent } from '#schemas/api/flow.ts';
import type { ViewBeside } from '#schemas/reducers/published-reducers.ts';
import servicesFile from '#schemas/services.json' with { type: 'json' };
import type { FoldedView } from './fold-view.ts';

/**
 * What the records show of why a service still says what it says, though the owner has told otherwise: the owner's event
 * stands in its dead letters, is tried again, or nothing of it would be told anyway. Null: nothing shows. Pure.
 */
export function whyNotHeard(
  { service, silentAbout }: ViewBeside,
  owner: FoldedView,
  since: FlowEvent,
  events: readonly FlowEvent[],
): string | null {
  if (since.service !== owner.service) return null;
  const group = servicesFile.services.find(({ name }) => name === service)?.consumerGroup ?? service;
  const copies = events.filter((copy) => copy.group === group && isOf(copy, since));
  const dead = copies.findLast(({ role }) => role === 'dead_letter');
  const replayed = dead && copies.some(({ role, time }) => role === 'replay' && time > dead.time);
  if (dead && !replayed) return `${since.type} is a dead letter of ${service}${reasonOf(dead)}.`;
  const retry = copies.findLast(({ role }) => role === 'retry');
  if (retry && !dead) return `${service} could not take ${since.type} in and tries again${reasonOf(retry)}.`;
  if (silentAbout === null) return null;
  return `${service} tells no event ${silentAbout}: the events alone do not show whether it took ${since.type} in.`;
}

function isOf(copy: FlowEvent, original: FlowEvent): boolean {
  return copy.copyOf === original.record || (copy.eventId !== null && copy.eventId === original.eventId);
}

function reasonOf({ failure }: FlowEvent): string {
  const said = [failure?.type, failure?.message].filter((part) => part !== null && part !== undefined);
  return said.length === 0 ? '' : ` (${said.join(': ')})`;
}
