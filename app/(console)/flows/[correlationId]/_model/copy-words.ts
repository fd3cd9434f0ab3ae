import { formatNoun } from '#app/_ui/format-count.ts';
import type { FlowEvent } from '#schemas/api/flow.ts';
import type { EventNode } from './flow-model.ts';
import { seenTimes } from './seen-times.ts';

/** What a record of an event tells: that it happened, or who failed at it, gave up or was sent it again. */
export function copyWords({ role, group, attempt }: FlowEvent): string {
  const who = group ?? 'a consumer group';
  switch (role) {
    case 'event':
      return 'told first';
    case 'duplicate':
      return 'told again';
    case 'retry':
      return `${who} failed${attempt === null ? '' : `, try ${attempt}`}`;
    case 'dead_letter':
      return `${who} gave up${attempt === null ? '' : ` after ${formatNoun(attempt, 'try', 'tries')}`}`;
    case 'replay':
      return `sent again${group === null ? '' : ` to ${group}`}`;
  }
}

/** What had failed, in one line; null where the record does not say. */
export function failureWords({ failure }: FlowEvent): string | null {
  if (failure === null) return null;
  return [failure.type, failure.message].filter((part) => part !== null && part !== '').join(': ');
}

/** What is out of the ordinary in how often an event was told and handled: a line each. */
export function stackWords(node: EventNode): string[] {
  const times = seenTimes(node);
  const told = times > 1 ? [`seen ${times} times`] : [];
  return [...told, ...lastOfGroups(node).map(wordsOfLast)];
}

function wordsOfLast(copy: FlowEvent): string {
  const why = copy.role === 'replay' ? null : failureWords(copy);
  return `${copyWords(copy)}${why ? `: ${why}` : ''}`;
}

/** What each group made of it last; the tries before say nothing more. */
function lastOfGroups({ copies }: EventNode): FlowEvent[] {
  const tries = copies.filter(({ role }) => role !== 'duplicate');
  return [...new Map(tries.map((copy) => [copy.group, copy])).values()];
}
