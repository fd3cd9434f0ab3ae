import { formatDuration } from '#app/_ui/format-duration.ts';
import type { ExpectedStep, FlowNode, Try } from '../_model/flow-model.ts';
import { hasProblem } from '../_model/has-problem.ts';
import { seenTimes } from '../_model/seen-times.ts';

type Clock = (time: number) => string;

/** What a mark is, in one line: for hovering, and for those who do not see the drawing. */
export function nameMark({ nodes }: { nodes: FlowNode[] }, clock: Clock): string {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return '';
  if (nodes.length === 1) return nameNode(first, clock);
  const what = first.kind === 'event' ? 'events' : 'REST calls';
  return `${nodes.length} ${what} of ${first.service}, ${clock(first.at)} to ${clock(last.at)}`;
}

/** The same for one event or call. */
function nameNode(node: FlowNode, clock: Clock): string {
  const trouble = hasProblem(node) ? ', has problems' : '';
  if (node.kind === 'request') {
    const { method, route, status, durationMs } = node.request;
    return `${method} ${route} to ${node.service}, ${status ?? 'no status'}, ${clock(node.at)}, took ${formatDuration(durationMs)}${trouble}`;
  }
  const times = seenTimes(node);
  const again = times > 1 ? `, seen ${times} times` : '';
  return `${node.event.type ?? 'Unreadable record'} from ${node.service}, ${clock(node.at)}${again}${ownClock(node, clock)}${trouble}`;
}

function ownClock({ at, told, service }: FlowNode, clock: Clock): string {
  return told === at ? '' : `, ${clock(told)} by the clock of ${service}`;
}

/** A failed try in one line: who failed at what, why, when. */
export function nameTry({ kind, copy, node, service, at }: Try, clock: Clock): string {
  const what = node.event.type ?? 'an unreadable record';
  const why = copy.failure?.message ?? copy.failure?.type;
  const which = copy.attempt === null ? '' : `, try ${copy.attempt}`;
  const said = {
    failed: `${service} failed at ${what}${which}`,
    gave_up: `${service} gave up on ${what}${copy.attempt === null ? '' : ` after ${copy.attempt} tries`}`,
    sent_again: `${what} was sent again${copy.group === null ? '' : ` to ${copy.group}`}`,
  };
  return `${said[kind]}, ${clock(at)}${why ? `: ${why}` : ''}`;
}

/** A step that has not happened, in one line. */
export function nameStep({ step, dueAt }: ExpectedStep, clock: Clock): string {
  const due = dueAt === null ? 'nothing says by when' : `expected by ${clock(dueAt)}`;
  return `${step.label}: ${step.event} of ${step.service}, ${step.state === 'late' ? 'late, ' : ''}${due}`;
}
