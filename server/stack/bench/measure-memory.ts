import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { flowList } from '#schemas/api/flow-list.ts';
import type { RunningStack } from '../open-stack.ts';
import { readTreeMemory, type TreeMemory } from '../processes/read-memory.ts';
import { startStack } from '../start-stack.ts';
import { findPorts } from '../test-run/find-ports.ts';
import type { BenchResult } from './bench-result.ts';

const defaultMinutes = 10;
const sampleMs = 10_000;
const trafficPerMinute = 60;

/** Resident memory each kind of process may take, in MB; the database has no aim and is only told. */
const aims: Record<string, number> = { kafka: 700, collector: 250, web: 350 };
const serviceAim = 120;

type Seen = TreeMemory & { mostRssMb: number };

/** Runs a stack of its own under default traffic and reads what its processes hold at the end, and at most. */
export async function measureMemory(args: string[], say: (line: string) => void): Promise<BenchResult> {
  if (process.platform !== 'linux') throw new Error('This benchmark reads /proc, which only Linux has.');
  const minutes = args[0] === '--minutes' ? Number(args[1]) : defaultMinutes;
  const dataDir = await mkdtemp(join(tmpdir(), 'nibble-memory-'));
  const logger = { info: say, warn: say };
  const stack = await startStack({
    dataDir,
    portsFrom: await findPorts(16),
    traffic: trafficPerMinute,
    pace: 1,
    logger,
  });
  try {
    say(`up; measuring for ${minutes} minutes`);
    const seen = await watch(stack, minutes * 60_000);
    return judge(seen, minutes);
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function watch(stack: RunningStack, forMs: number): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  const end = Date.now() + forMs;
  for (let left = forMs; left > 0; left = end - Date.now()) {
    await wait(Math.min(sampleMs, left));
    await visit(stack.addresses.web);
    await Promise.all(
      stack.views().map(async ({ name, pid }) => {
        if (pid === null) return;
        const now = await readTreeMemory(pid);
        seen.set(name, { ...now, mostRssMb: Math.max(now.rssMb, seen.get(name)?.mostRssMb ?? 0) });
      }),
    );
  }
  return seen;
}

/** A console that nobody looks at holds little: a reader opens the list, then the newest flow. */
async function visit(console: string): Promise<void> {
  const list = await (await fetch(`${console}/api/flows?limit=50`)).json();
  const newest = flowList.parse(list).items[0];
  for (const page of ['/flows', newest && `/flows/${encodeURIComponent(newest.correlationId)}`]) {
    if (page) await (await fetch(`${console}${page}`)).text();
  }
}

function judge(seen: Map<string, Seen>, minutes: number): BenchResult {
  const processes = [...seen].map(([name, memory]) => {
    const aimMb = name === 'postgres' ? null : (aims[name] ?? serviceAim);
    return { name, ...memory, aimMb, ratio: aimMb === null ? null : Number((memory.rssMb / aimMb).toFixed(3)) };
  });
  const ratio = Math.max(...processes.map((one) => one.ratio ?? 0));
  return { ratio, figures: { minutes, ordersPerMinute: trafficPerMinute, processes } };
}
