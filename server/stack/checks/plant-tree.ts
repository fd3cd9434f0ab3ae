import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from './project-root.ts';

const settings = ['package.json', 'package-lock.json', 'tsconfig.json', '.biome.json', '.gitignore', '.config'];

/**
 * A project of its own in a temporary folder, with our settings, our packages and the given files only: the place to
 * seed a fault and see whether a checker finds it. Disposing of it removes it.
 */
export async function plantTree(files: Record<string, string>): Promise<{ root: string } & AsyncDisposable> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'nibble-seeded-')));
  await Promise.all(settings.map((name) => cp(join(projectRoot, name), join(root, name), { recursive: true })));
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}
