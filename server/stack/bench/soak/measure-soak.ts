import { setTimeout as wait } from 'node:timers/promises';
import type { BenchResult } from '../bench-result.ts';
import { waitUntilStored } from '../ingest/wait-until-stored.ts';
import { readNumbers } from '../read-numbers.ts';
import { slowQuery } from '../slow-query.ts';
import { makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics } from '../traffic/preload-topics.ts';
import { readLag } from '../traffic/read-lag.ts';
import { sendSteadily } from '../traffic/send-steadily.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { judgeSoak, type SoakSample } from './judge-soak.ts';
import { sampleProcesses } from './sample-processes.ts';

const limitMs = 120_000;

/** Steady traffic for long, with a reader: memory, lag and file handles of every process must stay where they are. */
export async function measureSoak(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { minutes, rate, seconds } = readNumbers(args, { minutes: 30, rate: 1_000, seconds: 5 });
  return await withBenchStack(['kafka', 'postgres', 'collector', 'web'], say, async (bench) => {
    await createTrafficTopics(bench.kafka);
    const leave = new AbortController();
    await fetch(`${bench.stack.addresses.web}/api/live`, { signal: leave.signal });
    const traffic = sendSteadily(bench.kafka, makeFlows(), rate);
    const samples = await watch(bench, { forMs: minutes * 60_000, everyMs: seconds * 1_000, say });
    const { sent, seconds: ran } = await traffic.stop();
    leave.abort();
    await waitUntilStored(bench, sent, limitMs);
    const stored = await bench.pool.query<{ count: string }>(slowQuery('select count(*) from event'));
    const { ratio, ...figures } = judgeSoak(samples);
    const sentPerSecond = Math.round(sent / ran);
    return {
      ratio,
      figures: { minutes, perSecond: rate, sentPerSecond, sent, stored: Number(stored.rows[0]?.count), ...figures },
    };
  });
}

type Watch = { forMs: number; everyMs: number; say: (line: string) => void };

async function watch(bench: BenchStack, { forMs, everyMs, say }: Watch): Promise<SoakSample[]> {
  const samples: SoakSample[] = [];
  const startedAt = performance.now();
  for (let at = 0; at < forMs; at = performance.now() - startedAt) {
    await read(bench.stack.addresses.web);
    const [lag, processes] = await Promise.all([readLag(bench), sampleProcesses(bench)]);
    samples.push({ atSeconds: (performance.now() - startedAt) / 1_000, lag, processes });
    if (samples.length % 60 === 0) say(`${Math.round(at / 60_000)} min, ${lag} behind`);
    await wait(everyMs);
  }
  return samples;
}

/** A console that nobody looks at holds little. */
async function read(web: string): Promise<void> {
  for (const path of ['/api/flows?limit=50', '/flows']) {
    await fetch(`${web}${path}`).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
  }
}
