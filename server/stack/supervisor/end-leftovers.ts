import { endGroup } from './end-group.ts';
import { runs, type StackState } from './state-file.ts';
import { waitUntil } from './wait-until.ts';

const POLITE_MS = 15_000;

/**
 * Ends what a killed supervisor left running: in reverse order of start, politely, then by force. Only processes whose
 * birth agrees with the state are touched. Returns the names of those that were still there.
 */
export async function endLeftovers(state: StackState): Promise<string[]> {
  const left = state.processes.filter(runs).reverse();
  for (const { pid, stopSignal } of left) if (pid !== null) endGroup(pid, stopSignal);
  const gone = await waitUntil(() => !left.some(runs), { withinMs: POLITE_MS });
  if (!gone) for (const view of left) if (runs(view) && view.pid !== null) endGroup(view.pid, 'SIGKILL');
  await waitUntil(() => !left.some(runs), { withinMs: 5000 });
  return left.map(({ name }) => name);
}
