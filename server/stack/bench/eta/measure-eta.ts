import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startStack } from '../../start-stack.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import type { BenchResult } from '../bench-result.ts';
import { readNumbers } from '../read-numbers.ts';
import { type Grade, gradeEstimates } from './grade-estimates.ts';
import { followUp, lagOf, noteSayings } from './note-sayings.ts';

const aims = { medianRelativeError: 0.25, withinBar: 0.8 };
/** Of what is over in a moment nobody asks how long it takes, and offsets are a second old. */
const worthAskingMs = 2_000;
const drainMs = 180_000;
/** So long one service takes for each event: there is something to wait for on a quick machine too. */
const slowMs = 250;

/** Lives through a lunch rush, notes for how long the console says that events wait, and holds that against what then was. */
export async function measureEta(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { 'per-minute': traffic, seconds } = readNumbers(args, { 'per-minute': 30, seconds: 180 });
  const dataDir = await mkdtemp(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), 'nibble-eta-'));
  const env = { ...process.env, TRAFFIC_SCENARIO: 'lunch-rush' };
  const logger = { info: say, warn: say };
  const stack = await startStack({ dataDir, portsFrom: await findPorts(16), traffic, pace: 1, env, logger });
  try {
    const { web } = stack.addresses;
    // What waits when the rush is over is read at the same pace: that it ends sooner nobody could have said.
    await slowDown(stack.addresses.notifications, seconds * 1_000 + drainMs);
    say(`a lunch rush of ${seconds} s: ${traffic} orders a minute, four times as many at its height`);
    const sayings = await noteSayings(web, seconds * 1_000);
    stack.hold('traffic');
    say(`${sayings.length} estimates; waiting until what waits is read`);
    const end = performance.now() + drainMs;
    while ((await lagOf(web)) > 0 && performance.now() < end) await wait(2_000);
    await wait(3_000);
    const all = await followUp(web, sayings);
    const asked = all.filter(({ etaMs, wasMs }) => Math.max(etaMs, wasMs) >= worthAskingMs);
    return resultOf(
      { asked: gradeEstimates(asked), all: gradeEstimates(all) },
      { sayings: sayings.length, traffic, seconds },
    );
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function slowDown(door: string, forMs: number): Promise<void> {
  const body = JSON.stringify({ share: 1, ms: slowMs, forMs: Math.min(forMs, 3_600_000) });
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${door}/faults/slow`, { method: 'PUT', headers, body });
  if (status !== 200) throw new Error(`the door for faults answers ${status}`);
}

function resultOf({ asked, all }: { asked: Grade; all: Grade }, more: object): BenchResult {
  const { medianRelativeError, withinBar } = asked;
  const ratio = Math.max(
    (medianRelativeError ?? Number.POSITIVE_INFINITY) / aims.medianRelativeError,
    aims.withinBar / Math.max(withinBar ?? 0, 0.001),
  );
  return { ratio, figures: { aims, ...more, [`of ${worthAskingMs} ms and more`]: asked, all } };
}
