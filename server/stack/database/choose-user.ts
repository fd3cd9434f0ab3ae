import { chown, lstat, readdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { StackProblem } from '../plan/stack-problem.ts';
import { runCommand } from '../supervisor/run-command.ts';

/** How PostgreSQL, which refuses to run as root, is started. `prefix` goes before its command line. */
export type DatabaseUser =
  | { kind: 'self'; prefix: [] }
  | { kind: 'namespace'; prefix: [string, ...string[]] }
  | { kind: 'nobody'; prefix: [string, ...string[]]; uid: number; gid: number };

const namespace: [string, ...string[]] = ['unshare', '--user', '--map-user=1', '--map-group=1'];

/**
 * An ordinary user runs it directly. Root runs it in a user namespace, where the files stay root's and nobody needs to be
 * added to the system, and so does a user without a name, as containers have them; where namespaces are forbidden, root
 * runs it as `nobody`. Throws StackProblem.
 */
export async function chooseUser(): Promise<DatabaseUser> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { kind: 'self', prefix: [] };
  const [unshare, ...flags] = namespace;
  if ((await runCommand(unshare, [...flags, 'true'])).code === 0) return { kind: 'namespace', prefix: namespace };
  if (isRoot) return chooseNobody();
  throw new StackProblem(
    `PostgreSQL wants to know its user by name, and user ${process.getuid?.()} has none on this system.`,
    'run npm start as a user of /etc/passwd   (or use your own: DATABASE_URL=postgres://… npm start)',
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** Runs as `nobody`, the user that every system has. */
export async function chooseNobody(): Promise<DatabaseUser> {
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  const prefix: [string, ...string[]] = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const [setpriv, ...flags] = prefix;
  if (uid !== null && gid !== null && (await runCommand(setpriv, [...flags, 'true'])).code === 0) {
    return { kind: 'nobody', prefix, uid, gid };
  }
  throw new StackProblem(
    'PostgreSQL refuses to run as root, and this system allows neither user namespaces nor setpriv.',
    'run npm start as an ordinary user   (or use your own: DATABASE_URL=postgres://… npm start)',
  );
}

/** Gives a folder to the user of the database, and makes sure that user can reach it. Throws StackProblem. */
export async function giveFolder(folder: string, user: DatabaseUser): Promise<void> {
  if (user.kind !== 'nobody') return;
  await giveTree(folder, user.uid, user.gid);
  const [command, ...flags] = user.prefix;
  if ((await runCommand(command, [...flags, 'ls', folder])).code === 0) return;
  throw new StackProblem(
    `PostgreSQL runs as "nobody" here, and that user cannot reach ${folder}.`,
    'NIBBLE_DATA=/var/tmp/nibble npm start',
  );
}

async function giveTree(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTree(join(path, name), uid, gid);
}

async function idOf(flag: '-u' | '-g'): Promise<number | null> {
  const said = await runCommand('id', [flag, 'nobody']);
  const id = Number(said.output.trim());
  return said.code === 0 && Number.isInteger(id) ? id : null;
}
