import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#server/platform/testing/index.ts';
import { treeOf } from '../outages/process-tree.ts';
import type { Fault } from './fault.ts';

/** Killed with all that it started, as a crash of the machine would, and started again after a while. */
function killed(name: 'kafka' | 'postgres'): Fault {
  return async ({ stack, fleet }, random) => {
    await fleet.some();
    await delay(random.whole(0, 1_000));
    const view = () => stack.views().find((one) => one.name === name);
    const before = view()?.pid;
    if (!before) return { happened: false, why: `${name} does not run` };
    const tree = await treeOf(before);
    const release = stack.hold(name);
    for (const pid of tree) kill(pid);
    await eventually(() => view()?.pid === null, { what: `the end of ${name}` });
    const awayMs = random.whole(0, 4_000);
    await delay(awayMs);
    release();
    stack.renew([name]);
    await eventually(() => view()?.state === 'ready', { timeoutMs: 60_000, what: `${name} again` });
    const after = view()?.pid;
    return { happened: after !== before, killed: tree.length, before, after, awayMs };
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended with its parent.
  }
}

export const processFaults = {
  'database killed': killed('postgres'),
  'broker killed': killed('kafka'),
} satisfies Record<string, Fault>;
