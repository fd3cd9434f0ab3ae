import type { Flow, FlowStep } from '#schemas/api/flow.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import { timeInWords } from '#server/platform/clock/index.ts';

/**
 * One sentence: in which group a late or stuck flow waits, that of the step's service first, or that the service that is to
 * go on has read all of it. Null of any other flow, and where that is not known. `positions` as `placeFlow` orders them.
 * Pure.
 */
export function tellWhere(
  { status, process }: Pick<Flow, 'status' | 'process'>,
  positions: readonly FlowPosition[],
): string | null {
  if (status !== 'late' && status !== 'stuck') return null;
  const step = process?.steps.find(({ state }) => state === 'late') ?? process?.steps.find(isCurrent);
  if (!step) return null;
  const own = positions.filter((position) => isOf([step], position));
  // What the service is to act on may not be told yet, because another one has not read what comes before it.
  const open =
    own.find(isOpen) ?? positions.find((position) => isOpen(position) && isOf(process?.steps ?? [], position));
  if (open) return tellOpen(open, step);
  return own[0] ? tellRead(own, own[0].group ?? step.service) : null;
}

function isCurrent({ state }: FlowStep): boolean {
  return state === 'current';
}

function isOpen({ state }: FlowPosition): boolean {
  return state !== 'processed';
}

function isOf(steps: readonly FlowStep[], { service, group }: FlowPosition): boolean {
  return group !== null && steps.some((step) => step.service === (service ?? group));
}

function tellOpen(position: FlowPosition, { label, service }: FlowStep): string | null {
  const { state, type, attempt, nextAt, at } = position;
  const group = position.group ?? service;
  const event = type === null ? 'a record of it' : `“${type}”`;
  switch (state) {
    case 'waiting':
      return `“${label}” is waiting in ${group}${behind(position)}${soon(position)}.`;
    case 'nobody':
      return `“${label}” is waiting in ${group}${behind(position)}, and nobody reads there: the group has no members.`;
    case 'processing':
      return `“${label}” is next in ${group}: ${event} is in its hands.`;
    case 'retrying': {
      const which = attempt === null ? 'another try' : `try ${attempt}`;
      return `“${label}” waits for ${which} in ${group}${nextAt === null ? '' : `, at ${clock(nextAt)}`}.`;
    }
    case 'dead_lettered': {
      const when = at === null ? '' : ` at ${clock(at)}`;
      const how = attempt === null ? '' : ` after ${tries(attempt)}`;
      return `${group} gave up ${event}${when}${how}: it is a dead letter, and waits until somebody sends it again.`;
    }
    case 'discarded':
      return `Retention deleted ${event} before ${group} had read it.`;
    case 'processed':
    case 'unknown':
      return null;
  }
}

/** What was read and led to nothing is no matter of lag. */
function tellRead(positions: readonly FlowPosition[], group: string): string {
  const last = positions
    .flatMap(({ at }) => at ?? [])
    .sort()
    .at(-1);
  return `${group} has read all there is of it${last === undefined ? '' : `, the last at ${clock(last)}`}: nothing waits there.`;
}

function behind({ ahead }: FlowPosition): string {
  if (ahead === null) return '';
  const count = BigInt(ahead);
  return count === 0n
    ? ', the next to be read'
    : `, ${count.toLocaleString('en-US')} ${count === 1n ? 'event' : 'events'} behind`;
}

function soon({ etaMs }: FlowPosition): string {
  return etaMs === null ? ', and how soon it is read nobody can say' : `, about ${timeInWords(etaMs)} from being read`;
}

function tries(count: number): string {
  return count === 1 ? 'one try' : `${count} tries`;
}

function clock(iso: string): string {
  return `${iso.slice(11, 19)} UTC`;
}
