import { claimFile } from '../install/claim-file.js';
import { stackPaths } from '../plan/stack-paths.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { readState } from './state-file.ts';

/** Takes the data folder for this process; one stack a folder. Returns what gives it back. Throws StackProblem. */
export function claimStack(dataFolder: string): () => void {
  const paths = stackPaths(dataFolder);
  const claim = claimFile(paths.lock);
  if (claim.release) return claim.release;
  const state = readState(paths.state);
  const at = state?.address ? ` at ${state.address}` : '';
  throw new StackProblem(
    `A stack already runs on ${dataFolder}${at} (process ${claim.holder.pid}${state ? `, since ${state.startedAt}` : ''}).`,
    'npm run stack -- stop   (or give this one a folder of its own: NIBBLE_DATA=… NIBBLE_PORTS_FROM=13000 npm start)',
  );
}
