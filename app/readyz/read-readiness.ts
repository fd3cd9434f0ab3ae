import type { Pool } from 'pg';
import { isDatabaseAway } from '#app/_server/problem-of.ts';
import type { Readiness } from '#schemas/api/health.ts';
import { type CollectorHealth, readCollectorHealth } from '#server/event-flow/index.ts';

type Part = Readiness['parts'][number];

/** The collector asks Kafka every second or two; an answer older than this says nothing about now. */
const brokerSilenceMs = 15_000;

/** Database, broker (as the collector last saw it) and collector, each asked by itself: one that fails hides no other. */
export async function readReadiness(pool: Pool, now = () => new Date()): Promise<Readiness> {
  const parts = await Promise.all([
    part('database', now, async () => {
      const startedAt = performance.now();
      await pool.query('select 1');
      return well(`answers in ${Math.ceil(performance.now() - startedAt)} ms`, now());
    }),
    part('broker', now, async () => brokerPart(await readCollectorHealth(pool), now())),
    part('collector', now, async () => {
      const { ok, state, problem, at, ageMs } = await readCollectorHealth(pool);
      return { ok, detail: problem ?? `is ${state ?? 'unknown'}`, asOf: at, ageMs };
    }),
  ]);
  return { ready: parts.every(({ ok }) => ok), parts, asOf: now().toISOString() };
}

async function part(name: string, now: () => Date, ask: () => Promise<Omit<Part, 'name'>>): Promise<Part> {
  try {
    return { name, ...(await ask()) };
  } catch (failure) {
    const detail = isDatabaseAway(failure) ? 'the database cannot be reached' : 'the database has no such tables yet';
    return { name, ok: false, detail, asOf: now().toISOString(), ageMs: null };
  }
}

/** The web process does not talk to Kafka: what it knows of it stands in the database, with its time. */
function brokerPart({ brokerAt: asOf, ok: isCollecting }: CollectorHealth, now: Date): Omit<Part, 'name'> {
  // Without a partition to follow, the collector's own word is all there is.
  if (asOf === null && isCollecting) return { ok: true, detail: 'holds no topic to follow yet', asOf, ageMs: null };
  if (asOf === null) return { ok: false, detail: 'the collector has not heard from it yet', asOf, ageMs: null };
  const ageMs = Math.max(0, now.getTime() - Date.parse(asOf));
  const ok = ageMs < brokerSilenceMs;
  return { ok, detail: ok ? 'answers the collector' : 'has not answered the collector lately', asOf, ageMs };
}

function well(detail: string, at: Date): Omit<Part, 'name'> {
  return { ok: true, detail, asOf: at.toISOString(), ageMs: 0 };
}
