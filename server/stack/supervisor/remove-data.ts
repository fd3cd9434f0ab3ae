import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { claimFile } from '../install/claim-file.js';
import { stackPaths } from '../plan/stack-paths.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { endLeftovers } from './end-leftovers.ts';
import { readState } from './state-file.ts';

/** Removes topics, database, logs and state; downloads stay. Refuses while a stack runs there. Returns what was done. */
export async function removeData(dataFolder: string): Promise<string> {
  const paths = stackPaths(dataFolder);
  const claim = claimFile(paths.lock);
  if (!claim.release) {
    throw new StackProblem(`A stack runs on ${dataFolder} (process ${claim.holder.pid}).`, 'npm run stack -- stop');
  }
  try {
    const state = readState(paths.state);
    if (state) await endLeftovers(state);
    for (const part of [paths.kafka, paths.postgres, paths.logs]) await rm(part, { recursive: true, force: true });
    await rm(paths.state, { force: true });
    return `Removed the local data under ${dataFolder}; the downloads in ${join(dataFolder, 'cache')} stay.`;
  } finally {
    claim.release();
  }
}
