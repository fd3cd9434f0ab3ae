import type { Flow } from '#schemas/api/flow.ts';

/** A moment by the clock of a service. */
export type Told = { service: string; ms: number };
/** What must have come before what, whatever the clocks say. */
export type Pair = { before: Told; after: Told };
export type Clock = Flow['clocks'][number];

// Times are told in whole milliseconds.
const roundingMs = 1;

/**
 * By how much each service's clock goes ahead of the others' (behind: negative), as little as explains every effect that
 * stands before its cause; most clocks are taken to be right. `pairs` counts those effects that a service has part in. Pure.
 */
export function measureClocks(pairs: readonly Pair[]): Clock[] {
  const between = leastBetween(pairs);
  const wrong = pairs.filter(
    ({ before, after }) => before.service !== after.service && after.ms < before.ms - roundingMs,
  );
  if (wrong.length === 0) return [];
  const offsets = solve(between) ?? blame(wrong);
  const usual = middle([...offsets.values()]);
  lower(offsets, usual, between);
  return [...offsets]
    .map(([service, offset]) => ({ service, aheadMs: offset - usual, pairs: countOf(wrong, service) }))
    .filter(({ aheadMs }) => Math.abs(aheadMs) > roundingMs)
    .sort((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs));
}

type Bound = { from: string; to: string; ms: number };

/** Of two services the least time from a cause of one to an effect of the other: the second is ahead by that at most. */
function leastBetween(pairs: readonly Pair[]): Bound[] {
  const least = new Map<string, Bound>();
  for (const { before, after } of pairs) {
    if (before.service === after.service) continue;
    const key = JSON.stringify([before.service, after.service]);
    const ms = after.ms - before.ms;
    const known = least.get(key);
    if (!known || ms < known.ms) least.set(key, { from: before.service, to: after.service, ms });
  }
  return [...least.values()];
}

/**
 * Offsets of the clocks under which no effect stands before its cause (difference constraints, by Bellman and Ford); null
 * when there are none, as a clock was set meanwhile or a cause is not one.
 */
function solve(bounds: readonly Bound[]): Map<string, number> | null {
  const offsets = new Map(bounds.flatMap(({ from, to }) => [from, to]).map((service) => [service, 0]));
  for (let round = 0; round <= offsets.size; round += 1) {
    let isSettled = true;
    for (const { from, to, ms } of bounds) {
      const most = (offsets.get(from) ?? 0) + ms;
      if ((offsets.get(to) ?? 0) <= most) continue;
      offsets.set(to, most);
      isSettled = false;
    }
    if (isSettled) return offsets;
  }
  return null;
}

/** Brings what is ahead as near to the usual as its own effects allow: what nothing contradicts is right. */
function lower(offsets: Map<string, number>, usual: number, bounds: readonly Bound[]): void {
  for (let round = 0; round < offsets.size; round += 1) {
    for (const [service, offset] of offsets) {
      const needed = bounds.filter(({ from }) => from === service).map(({ to, ms }) => (offsets.get(to) ?? 0) - ms);
      offsets.set(service, Math.min(offset, Math.max(usual, ...needed)));
    }
  }
}

/** Where no offsets explain all: each service whose causes stand after their effects is ahead by the most it takes. */
function blame(wrong: readonly Pair[]): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const { before, after } of wrong) {
    offsets.set(before.service, Math.max(offsets.get(before.service) ?? 0, before.ms - after.ms));
    if (!offsets.has(after.service)) offsets.set(after.service, 0);
  }
  return offsets;
}

/** The value that most of them are at, or lie around; of an even number the lower of the two in the middle. */
function middle(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function countOf(wrong: readonly Pair[], service: string): number {
  return wrong.filter(({ before, after }) => before.service === service || after.service === service).length;
}
