import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseUser } from '../plan/defaults.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { runCommand } from '../supervisor/run-command.ts';
import { type DatabaseUser, giveFolder } from './choose-user.ts';

export interface ClusterOptions {
  /** Holds `data` and the password. */
  folder: string;
  password: string;
  programs: string;
  user: DatabaseUser;
}

/** The password of the database's superuser, made at the first call and kept beside the data for its owner alone. */
export function databasePassword(folder: string): string {
  const file = join(folder, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(join(folder, 'data'))) {
    throw new StackProblem(`The password of the database is gone: ${file} is missing.`, 'npm run stack -- reset');
  }
  mkdirSync(folder, { recursive: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Makes the database's files, once. What an interrupted first try left is a draft folder, and is made anew. */
export async function prepareCluster(options: ClusterOptions): Promise<void> {
  const data = join(options.folder, 'data');
  if (!existsSync(data)) {
    const draft = join(options.folder, 'draft');
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    await initialise(draft, options);
    await rename(draft, data);
  }
  await giveFolder(data, options.user);
}

async function initialise(draft: string, { folder, password, programs, user }: ClusterOptions): Promise<void> {
  // A copy for the user of the database, who may not read ours.
  const given = join(folder, 'password.given');
  await rm(given, { force: true });
  await writeFile(given, password, { mode: 0o600 });
  await giveFolder(draft, user);
  await giveFolder(given, user);
  const flags = ['-D', draft, '-U', databaseUser, `--pwfile=${given}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const initdb = join(programs, 'bin', 'initdb');
  const [command = initdb, ...args] = [...user.prefix, initdb, ...flags, '--locale=C', '--no-sync'];
  const done = await runCommand(command, args, { env: { ...process.env, LC_ALL: 'C' }, timeoutMs: 120_000 });
  await rm(given, { force: true });
  if (done.code === 0) return chmod(draft, 0o700);
  throw new StackProblem(`The database could not be initialised:\n${done.output.trim()}`, 'npm run stack -- doctor');
}
