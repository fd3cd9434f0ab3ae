import { join } from 'node:path';
import type { RunningStack } from '../open-stack.ts';
import type { ProcessName } from '../plan/defaults.ts';
import { startStack } from '../start-stack.ts';
import { findPorts } from './find-ports.ts';

/** How many ports a whole stack takes, with room for one more service or two. */
const portsOfAStack = 16;

/** The simulated kitchen and road take a twentieth of their default time. */
const pace = 0.05;

/** Starts a stack of its own for a suite, on free ports and a folder of the run, and stops it whatever happens. */
export async function withStack<Result>(
  options: { name: string; folder: string; only: ProcessName[] | null; signal: AbortSignal },
  say: (line: string) => void,
  use: (stack: RunningStack) => Promise<Result>,
): Promise<Result> {
  const { name, folder, only, signal } = options;
  const portsFrom = await findPorts(portsOfAStack, Number(process.env.NIBBLE_TEST_PORTS_FROM) || undefined);
  signal.throwIfAborted();
  const dataDir = join(folder, name);
  const stack = await startStack({ dataDir, portsFrom, pace, ...(only && { only }), logger: { info: say, warn: say } });
  try {
    signal.throwIfAborted();
    return await use(stack);
  } finally {
    await stack.stop();
  }
}
