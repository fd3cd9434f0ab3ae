import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../plan/stack-options.ts';

const settings = ['package.json', 'package-lock.json', 'tsconfig.json', '.biome.json', '.gitignore', '.config'];

/**
 * Hands `use` a project of its own in a temporary folder, with our settings, our packages and the given files only: the
 * place to seed a fault and see whether a checker finds it. The folder is gone afterwards.
 */
export async function withTree<Result>(
  files: Record<string, string>,
  use: (root: string) => Promise<Result>,
): Promise<Result> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'nibble-seeded-')));
  try {
    await Promise.all(settings.map((name) => cp(join(projectRoot, name), join(root, name), { recursive: true })));
    await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(root, dirname(path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
