import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#server/platform/testing/index.ts';
import { processTree } from '../../processes/process-tree.ts';
import { signalAll } from '../../processes/signal-tree.ts';
import type { Fault } from './fault.ts';

/** Killed with all that it started, as a crash of the machine would, and started again after a while. */
function killed(name: 'kafka' | 'postgres'): Fault {
  return async ({ stack, fleet }, random) => {
    await fleet.some();
    await delay(random.whole(0, 1_000));
    const view = () => stack.views().find((one) => one.name === name);
    const before = view()?.pid;
    if (!before) return { happened: false, why: `${name} does not run` };
    const tree = await processTree(before);
    const release = stack.hold(name);
    signalAll(tree, 'SIGKILL');
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

export const processFaults = {
  'database killed': killed('postgres'),
  'broker killed': killed('kafka'),
} satisfies Record<string, Fault>;
