import { join } from 'node:path';
import { databaseName, databaseSettings, databaseUser, postgresMajor } from '../plan/defaults.ts';
import { endedWithParent } from '../supervisor/ended-with-parent.ts';
import type { CommandLine, ProcessSpec, TaskSpec } from '../supervisor/process-spec.ts';
import { chooseUser, type DatabaseUser } from './choose-user.ts';
import { clearStaleLock } from './clear-stale-lock.ts';
import { packagedPostgres, preparePostgres } from './find-binaries.ts';
import { databasePassword, prepareCluster } from './prepare-cluster.ts';
import { probeDatabase } from './probe-database.ts';

export interface DatabaseOptions {
  root: string;
  folder: string;
  cacheFolder: string;
  port: number;
  /** Chosen by who we are, unless given. */
  user?: DatabaseUser;
}

export interface EmbeddedDatabase {
  process: ProcessSpec;
  task: TaskSpec;
  /** With the password in it. */
  url: string;
}

/** The database as a process of the stack: loopback TCP only, no socket file, password by SCRAM; and its preparation. */
export function embeddedDatabase(options: DatabaseOptions): EmbeddedDatabase {
  const { folder, port } = options;
  const password = databasePassword(folder);
  const server = `postgres://${databaseUser}:${password}@127.0.0.1:${port}`;
  const data = join(folder, 'data');
  const prepared = Promise.withResolvers<Prepared>();
  const prepare = async () => {
    const ready = await programsAndUser(options);
    await prepareCluster({ folder, password, ...ready });
    prepared.resolve(ready);
  };
  const spec: ProcessSpec = {
    name: 'postgres',
    commandLine: async () => {
      await clearStaleLock(data);
      const { programs, user } = await prepared.promise;
      return startLine(user, [join(programs, 'bin', 'postgres'), '-D', data, ...flags(port)]);
    },
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    after: ['database-files'],
    address: `127.0.0.1:${port}`,
    isReady: () => probeDatabase(`${server}/postgres`),
    readyWithinMs: 180_000,
    // A "fast" shutdown; SIGTERM would wait for every client to leave by itself.
    stopSignal: 'SIGINT',
    stopWithinMs: 30_000,
    channel: false,
  };
  return { process: spec, task: { name: 'database-files', after: [], run: prepare }, url: `${server}/${databaseName}` };
}

interface Prepared {
  programs: string;
  user: DatabaseUser;
}

async function programsAndUser({ root, cacheFolder, user }: DatabaseOptions): Promise<Prepared> {
  const chosen = user ?? (await chooseUser());
  const copy = join(cacheFolder, 'postgres', String(postgresMajor));
  return { user: chosen, programs: await preparePostgres(packagedPostgres(root), copy, chosen.kind === 'nobody') };
}

function flags(port: number): string[] {
  const settings = {
    ...databaseSettings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

// A change of user clears the death signal, so that one is asked for after it.
function startLine(user: DatabaseUser, postgres: CommandLine): CommandLine {
  const [first, ...rest] = endedWithParent('SIGINT', postgres);
  const [prefix, ...more] = user.prefix;
  return prefix === undefined ? [first, ...rest] : [prefix, ...more, first, ...rest];
}
