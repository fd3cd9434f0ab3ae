import type { PartProblem } from '#schemas/api/common.ts';
import type { FlowEvent } from '#schemas/api/flow.ts';
import { upcastData } from '#schemas/upcast-event.ts';
import type { FlowReading } from '#server/event-flow/index.ts';
import { isWithinDepth } from '#server/platform/json/index.ts';

/** An event of the flow, once; `data` is that of its newest version. `place` is its place among all records shown. */
export type ToldEvent = { event: FlowEvent; place: number; data: Readonly<Record<string, unknown>> };

/** Of a flow as it was read: the flow, and what its records carry. */
export type FlowContents = Pick<FlowReading, 'flow' | 'data'>;

export type ToldEvents = { told: ToldEvent[]; problems: PartProblem[] };

const deepest = 64;

/**
 * The events that states are folded from: the first record of each event id with a payload that is an object. What came
 * again changes nothing, so copies are left out. Pure.
 */
export function toldEvents({ flow, data }: FlowContents): ToldEvents {
  const seen = new Set<string>();
  const told: ToldEvent[] = [];
  const unread: FlowEvent[] = [];
  const unfit: FlowEvent[] = [];
  for (const [place, event] of flow.events.entries()) {
    if (isCopy(event, seen)) continue;
    const payload = readable(event, data.get(event.record));
    if (payload) told.push({ event, place, data: payload });
    else unread.push(event);
    if (event.valid === false) unfit.push(event);
  }
  const problems = [
    ...problemOf(unread, 'has no payload that could be read as an object: it is left out'),
    ...problemOf(unfit, 'does not fit its schema: what follows from it may be wrong'),
  ];
  return { told, problems };
}

function isCopy({ eventId, role, copyOf }: FlowEvent, seen: Set<string>): boolean {
  if (copyOf !== null || role === 'retry' || role === 'dead_letter') return true;
  if (eventId === null) return false;
  if (seen.has(eventId)) return true;
  seen.add(eventId);
  return false;
}

function readable({ type, version }: FlowEvent, data: unknown): ToldEvent['data'] | null {
  if (!isObject(data) || !isWithinDepth(data, deepest)) return null;
  try {
    return type === null || version === null ? data : upcastData(type, version, data);
  } catch {
    // An older version that has no way to the newest: as it stands it is better than nothing.
    return data;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemOf([first, ...more]: FlowEvent[], what: string): PartProblem[] {
  if (!first) return [];
  const others = more.length === 0 ? '' : ` So it is with ${more.length} more.`;
  return [{ what: first.type ?? first.record, detail: `${first.record} ${what}.${others}` }];
}
