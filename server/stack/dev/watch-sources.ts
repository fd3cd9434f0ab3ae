import { existsSync, watch } from 'node:fs';
import { join, sep } from 'node:path';

const ROOTS = ['server', 'services', 'schemas'];
const TOGETHER_MS = 200;
const SOURCE = /\.(ts|js|json|sql|py)$/;
// The stack itself is not started again by a change of its own sources.
const NOT_RUN = /\.test\.ts$|_test\.py$|^server\/stack\//;

interface Watched {
  name: string;
  /** Folders, absolute. */
  watch?: string[];
}

/**
 * Calls `renew` with the processes whose sources changed. Changes that come together, as an editor or git makes them, are
 * told once.
 */
export function watchSources(
  root: string,
  processes: Watched[],
  renew: (names: string[]) => void,
  signal: AbortSignal,
): void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    renew([...changed]);
    changed.clear();
  };
  const heard = (path: string) => {
    for (const name of readersOf(root, processes, path)) changed.add(name);
    if (changed.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(tell, TOGETHER_MS);
  };
  for (const folder of ROOTS.filter((name) => existsSync(join(root, name)))) {
    watch(join(root, folder), { recursive: true, signal }, (_event, file) => file && heard(join(folder, file)));
  }
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/** The names of the processes that run from the file, whose path is relative to the root. */
export function readersOf(root: string, processes: Watched[], path: string): string[] {
  if (!SOURCE.test(path) || NOT_RUN.test(path)) return [];
  const file = join(root, path);
  const reads = (one: Watched) => (one.watch ?? []).some((folder) => file.startsWith(folder + sep));
  return processes.filter(reads).map(({ name }) => name);
}
