import type { FlowProcess, FlowStatus } from '#schemas/api/flow.ts';
import { chooseProcess, judgeFlow, type OverlaidEvent, overlayProcess, type Process } from '#server/processes/index.ts';
import { deadLetterGroup } from './dead-letter-group.ts';
import type { FlowParts } from './flow-parts.ts';
import { statusOf } from './flow-status.ts';

export type FlowOverlay = { file: Process; process: FlowProcess; status: FlowStatus };

/** The process that a flow follows, drawn over its events, and how the flow stands by it; null where it follows none. Pure. */
export function overlayFlow(
  { events: rows, processes, usual, judgedMs }: Pick<FlowParts, 'events' | 'processes' | 'usual' | 'judgedMs'>,
  events: readonly OverlaidEvent[],
): FlowOverlay | null {
  const firsts = new Map<string, { atMs: number }>();
  for (const { type, atMs } of events) {
    if (type !== null && (firsts.get(type)?.atMs ?? Number.POSITIVE_INFINITY) > atMs) firsts.set(type, { atMs });
  }
  const file = chooseProcess(processes, (type) => firsts.has(type));
  if (!file) return null;
  const dead = rows.flatMap(({ topic, type }) => {
    const group = deadLetterGroup(topic);
    return group === null || type === null ? [] : [{ type, group }];
  });
  const judgement = judgeFlow(file, { firstOf: (type) => firsts.get(type) ?? null, dead, usual, untilMs: judgedMs });
  return {
    file,
    process: overlayProcess(file, events, { usual, untilMs: judgedMs }),
    status: statusOf(judgement),
  };
}
