import { isAlive } from '../install/process-identity.js';
import { stackPaths } from '../plan/stack-paths.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { endLeftovers } from './end-leftovers.ts';
import { readState, removeState } from './state-file.ts';
import { waitUntil } from './wait-until.ts';

const STOP_WITHIN_MS = 120_000;

/** Stops the stack on this data folder, or what a killed one left running. Returns what was done, in words. */
export async function stopStack(dataFolder: string): Promise<string> {
  const paths = stackPaths(dataFolder);
  const state = readState(paths.state);
  if (state === null) return `No stack runs on ${dataFolder}.`;
  const { supervisor } = state;
  if (!isAlive(supervisor)) {
    const ended = await endLeftovers(state);
    removeState(paths.state);
    return ended.length > 0
      ? `Ended what an earlier stack had left: ${ended.join(', ')}.`
      : `No stack runs on ${dataFolder}.`;
  }
  process.kill(supervisor.pid, 'SIGTERM');
  if (await waitUntil(() => !isAlive(supervisor), { withinMs: STOP_WITHIN_MS }))
    return 'Stopped; nothing runs any more.';
  throw new StackProblem(
    `The stack (process ${supervisor.pid}) does not stop.`,
    `kill -9 ${supervisor.pid} && npm run stack -- stop`,
  );
}
