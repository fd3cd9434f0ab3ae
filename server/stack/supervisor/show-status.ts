import { isAlive } from '../install/process-identity.js';
import { stackPaths } from '../plan/stack-paths.ts';
import type { ProcessView } from './process-spec.ts';
import { readState, runs, type StackState } from './state-file.ts';

/** Prints every process of the stack on this data folder. Returns 0 when the stack runs, 3 when it does not. */
export function showStatus(dataFolder: string, asJson: boolean): number {
  const state = readState(stackPaths(dataFolder).state);
  const running = state !== null && isAlive(state.supervisor);
  const processes = (state?.processes ?? []).map((view) => seen(view, running));
  if (asJson) console.log(JSON.stringify(statusObject(dataFolder, state, running, processes), null, 2));
  else printTable(dataFolder, state, running, processes);
  return running ? 0 : 3;
}

interface SeenProcess {
  name: string;
  state: string;
  pid: number | null;
  address: string | null;
  since: string | null;
  restarts: number;
}

// Nobody keeps the state of a stack whose supervisor was killed: what it says is checked against the processes.
function seen(view: ProcessView, supervised: boolean): SeenProcess {
  const { name, pid, address, since, restarts } = view;
  if (supervised) return { name, state: view.state, pid, address, since, restarts };
  const alive = runs(view);
  return {
    name,
    state: alive ? 'left over' : 'stopped',
    pid: alive ? pid : null,
    address,
    since: alive ? since : null,
    restarts,
  };
}

function statusObject(dataFolder: string, state: StackState | null, running: boolean, processes: SeenProcess[]) {
  const supervisor = running ? (state?.supervisor.pid ?? null) : null;
  return {
    running,
    data: dataFolder,
    address: state?.address ?? null,
    supervisor,
    since: state?.startedAt ?? null,
    processes,
  };
}

function printTable(dataFolder: string, state: StackState | null, running: boolean, processes: SeenProcess[]): void {
  if (running) console.log(`running on ${dataFolder} since ${state?.startedAt}, supervisor ${state?.supervisor.pid}\n`);
  else
    console.log(
      `no stack runs on ${dataFolder}${processes.some(({ pid }) => pid) ? '; an earlier one left these' : ''}\n`,
    );
  const rows = processes.map(({ name, state: word, pid, address, since, restarts }) => [
    name,
    word,
    pid === null ? '–' : String(pid),
    address ?? '–',
    since ?? '–',
    restarts === 0 ? '' : `${restarts} restarts`,
  ]);
  for (const row of rows) console.log(columns(row, [14, 11, 8, 26, 26, 0]));
}

export function columns(cells: string[], widths: number[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join('')
    .trimEnd();
}
