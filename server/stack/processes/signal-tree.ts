import { processTree } from './process-tree.ts';

/** Freezes a process and all that it started; the returned function lets them go on. */
export async function freezeTree(root: number): Promise<() => Promise<void>> {
  const frozen = await processTree(root);
  signalAll(frozen, 'SIGSTOP');
  // What was started between looking and stopping.
  const late = (await processTree(root)).filter((pid) => !frozen.includes(pid));
  signalAll(late, 'SIGSTOP');
  return async () => signalAll([...late, ...frozen], 'SIGCONT');
}

/** Sends a signal to all of them; those that have ended with their parent are passed over. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
