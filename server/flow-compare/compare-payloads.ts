import { changesBetween } from '#server/platform/json/index.ts';

type PayloadDifference = { pointer: string; a: unknown; b: unknown };

const mostDifferences = 100;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// Ids and measured durations by the names that fields of events have.
const ordinaryName = /(?:_id|Id|ID|_ms|Ms|_reference)$|\/id$/;

/** Where two payloads differ, and how many further differences any two flows have: ids, times, measured durations. Pure. */
export function comparePayloads(a: unknown, b: unknown): { payload: PayloadDifference[]; ordinary: number } {
  if (a === undefined || b === undefined) return { payload: [], ordinary: 0 };
  const all = changesBetween(a, b).map(({ pointer, before, after }) => ({ pointer, a: before, b: after }));
  const telling = all.filter((difference) => !isOrdinary(difference));
  const payload = telling
    .slice(0, mostDifferences)
    .map((difference) => ({ ...difference, a: difference.a ?? null, b: difference.b ?? null }));
  return { payload, ordinary: all.length - telling.length };
}

/** Only where both have a value: an id that one of them lacks tells something. */
function isOrdinary({ pointer, a, b }: PayloadDifference): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (ordinaryName.test(pointer)) return true;
  return [isoTime, uuid].some((form) => [a, b].every((value) => typeof value === 'string' && form.test(value)));
}
