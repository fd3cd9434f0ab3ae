import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders that hold code of ours, in the order the house is built. */
export const codeFolders = ['schemas', 'server', 'services', 'app', 'e2e'];

const leftOut = new Set(['node_modules', 'test-results', 'playwright-report']);

/** Every file under the code folders of `root` and beside them whose name ends in one of `endings`, relative, sorted. */
export async function projectFiles(root: string, endings: string[]): Promise<string[]> {
  const found = await Promise.all([...codeFolders, '.config'].map((folder) => filesUnder(root, folder)));
  const beside = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile());
  return [...found.flat(), ...beside.map((entry) => entry.name)]
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !path.endsWith('next-env.d.ts'))
    .sort();
}

async function filesUnder(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : filesUnder(root, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return nested.flat();
}
