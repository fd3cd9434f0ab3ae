import type { SystemState } from '#app/_server/system-watch.ts';
import { databaseTrouble } from '#app/_server/trouble-of.ts';
import type { Readiness } from '#schemas/api/health.ts';
import type { CollectorHealth } from '#server/event-flow/index.ts';

type Part = Readiness['parts'][number];

/** The ends of partitions are asked for every second; an answer older than this says nothing about now. */
const brokerSilenceMs = 15_000;

/** Database, broker (as the collector last saw it) and collector, as the watch of this process knows them. */
export function readReadiness({ seen, failure, health }: SystemState, now = new Date()): Readiness {
  const known = failure === null ? health : null;
  const parts = [
    {
      name: 'database',
      ok: failure === null,
      detail: failure ? databaseTrouble(failure.kind, failure.since.date()).detail : 'answers',
      asOf: seen?.date().toISOString() ?? null,
      ageMs: seen ? Math.round(seen.ageMs()) : null,
    },
    known ? brokerPart(known) : unknown('broker'),
    known ? collectorPart(known) : unknown('collector'),
  ];
  return { ready: parts.every(({ ok }) => ok), parts, asOf: now.toISOString() };
}

/** What is known of it stands in the database. */
function unknown(name: string): Part {
  return { name, ok: false, detail: 'not known while the database cannot be asked', asOf: null, ageMs: null };
}

function brokerPart({ brokerAt: asOf, brokerAgeMs: ageMs, trouble, ok }: CollectorHealth): Part {
  const told = { name: 'broker', asOf, ageMs };
  if (trouble?.kind === 'kafka') return { ...told, ok: false, detail: 'does not answer the collector' };
  // Without a partition to follow, the collector's own word is all there is.
  if (ageMs === null && ok) return { ...told, ok: true, detail: 'holds no topic to follow yet' };
  if (ageMs === null) return { ...told, ok: false, detail: 'the collector has not heard from it yet' };
  if (ageMs < brokerSilenceMs) return { ...told, ok: true, detail: 'answers the collector' };
  // Records are read; only where partitions end could not be asked.
  if (ok) return { ...told, ok: true, detail: 'answers the collector, but not how much it holds' };
  return { ...told, ok: false, detail: 'has not answered the collector lately' };
}

function collectorPart({ ok, state, problem, at, ageMs }: CollectorHealth): Part {
  return { name: 'collector', ok, detail: problem ?? `is ${state ?? 'unknown'}`, asOf: at, ageMs };
}
