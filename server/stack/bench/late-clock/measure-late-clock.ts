import { setTimeout as delay } from 'node:timers/promises';
import { readCpuSeconds } from '../../processes/read-cpu.ts';
import type { BenchResult } from '../bench-result.ts';
import { readNumbers } from '../read-numbers.ts';
import { makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics, preloadTopics } from '../traffic/preload-topics.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { changeUsual, countStandings, openFlows } from './open-flows.ts';

/** Of a minute of one processor. */
const aimCpuMs = 600;
const hourMs = 3_600_000;
/** What is usual is taken anew every 30 s, and then all are judged if it has changed. */
const anewSeconds = 40;

/** What the clock costs a minute: with no open flow, with many of which few become due, and when all are judged anew. */
export async function measureLateClock(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { flows, due, seconds } = readNumbers(args, { flows: 100_000, due: 1_000, seconds: 60 });
  return await withBenchStack(['kafka', 'postgres', 'collector'], say, async (bench) => {
    await createTrafficTopics(bench.kafka);
    // The dictionary must know the types before flows of them are made.
    await preloadTopics(bench.kafka, makeFlows(), 280);
    await delay(10_000);
    say(`${seconds} s with nothing to wait for`);
    const idle = await cpuOf(bench, seconds);
    await openFlows(bench, flows - due, hourMs, 2 * hourMs);
    await bench.pool.query('analyze flow, flow_due');
    say(`${seconds} s with ${flows} open flows, of which ${due} become late`);
    await openFlows(bench, due, 0, seconds * 1_000);
    const before = await countStandings(bench);
    const open = await cpuOf(bench, seconds);
    // The last are due at the end of the span, and are judged a moment later.
    await delay(6_000);
    const after = await countStandings(bench);
    if (after.late - before.late !== due) throw new Error(`${after.late - before.late} became late, not ${due}`);
    say(`judging all ${flows} anew`);
    await changeUsual(bench);
    const anew = await cpuOf(bench, anewSeconds);
    const more = (of: Cpu) => Math.round(total(of) - (total(idle) * of.seconds) / idle.seconds);
    return {
      ratio: Math.max(more(open), 0) / aimCpuMs,
      figures: {
        aimCpuMs,
        openFlows: flows,
        becameLate: due,
        seconds,
        cpuMs: { idle, open, moreThanIdle: more(open) },
        allJudgedAnew: { ...anew, moreThanIdle: more(anew) },
      },
    };
  });
}

type Cpu = { collector: number; postgres: number; seconds: number };

/** CPU time (ms) of the collector and the database over a span (s). */
async function cpuOf(bench: BenchStack, span: number): Promise<Cpu> {
  const [startedAt, before] = [performance.now(), await cpuNow(bench)];
  await delay(span * 1_000);
  const after = await cpuNow(bench);
  return {
    collector: Math.round(after.collector - before.collector),
    postgres: Math.round(after.postgres - before.postgres),
    seconds: Number(((performance.now() - startedAt) / 1_000).toFixed(1)),
  };
}

async function cpuNow({ pidOf }: BenchStack): Promise<Omit<Cpu, 'seconds'>> {
  const [collector, postgres] = await Promise.all([
    readCpuSeconds(pidOf('collector')),
    readCpuSeconds(pidOf('postgres')),
  ]);
  return { collector: collector * 1_000, postgres: postgres * 1_000 };
}

function total({ collector, postgres }: Cpu): number {
  return collector + postgres;
}
