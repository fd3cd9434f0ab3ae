import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { probeBroker } from './broker/probe-broker.ts';
import { chooseNobody } from './database/choose-user.ts';
import { embeddedDatabase } from './database/database-process.ts';
import type { RunningStack } from './open-stack.ts';
import { projectRoot } from './plan/stack-options.ts';
import { stackPaths } from './plan/stack-paths.ts';
import { startStack } from './start-stack.ts';
import { readState } from './supervisor/state-file.ts';
import { Supervisor } from './supervisor/supervise.ts';
import { findPorts } from './test-run/find-ports.ts';

const LONG_MS = 180_000;
let dataDir: string;
let portsFrom: number;
const running = new Set<RunningStack>();

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nibble stack ö '));
  portsFrom = await findPorts(16);
});
afterEach(async () => {
  for (const stack of running) await stack.stop(true);
  running.clear();
  await rm(dataDir, { recursive: true, force: true });
}, LONG_MS);

async function start(only: ('kafka' | 'postgres')[]): Promise<RunningStack> {
  const stack = await startStack({ dataDir, portsFrom, only });
  running.add(stack);
  return stack;
}

/** Command lines of processes that name the data folder, this one's own helpers aside. */
function processesOn(folder: string): string[] {
  const list = execFileSync('ps', ['-ww', '-eo', 'stat=,pid=,args='], { encoding: 'utf8' });
  return list.split('\n').filter((line) => line.includes(folder) && !line.startsWith('Z') && !line.includes('ps -ww'));
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const pool = createPool({ url, schema: 'public', applicationName: 'stack-test' });
  const { rows } = await pool.query(sql).finally(() => pool.end());
  return rows;
}

/** Runs a program of this project's that starts a stack and stays; resolves with its pid once it says it is up. */
async function inOwnProcess(code: string, prefix: string[] = []): Promise<ReturnType<typeof spawn>> {
  const file = join(dataDir, 'run.ts');
  const options = JSON.stringify({ dataDir, portsFrom, only: ['postgres'] });
  const imports = `import { startStack } from ${JSON.stringify(join(projectRoot, 'server/stack/start-stack.ts'))};
import { runInForeground } from ${JSON.stringify(join(projectRoot, 'server/stack/run-in-foreground.ts'))};
import { readStackOptions } from ${JSON.stringify(join(projectRoot, 'server/stack/plan/stack-options.ts'))};\n`;
  await writeFile(file, `${imports}const options = ${options};\n${code}`);
  const [command = process.execPath, ...args] = [...prefix, process.execPath, file];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, NIBBLE_DATA: dataDir, NIBBLE_PORTS_FROM: String(portsFrom) },
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await eventually(() => said.includes('ready (') || said.includes('up') || child.exitCode !== null, {
    timeoutMs: LONG_MS,
    what: 'the program says that it is up',
  });
  return child;
}

const holdStack = `await startStack(options); console.log('up'); setInterval(() => undefined, 1000);`;
const foreground = `process.exit(await runInForeground(() => ({ ...readStackOptions([], process.env), only: ['postgres'] })));`;

test(
  'broker and database come up in a folder with blanks, keep their data, and leave no process',
  async () => {
    const first = await start(['kafka', 'postgres']);
    expect(await probeBroker('127.0.0.1', portsFrom + 8)).toBe(true);
    await query(first.addresses.database, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    expect(processesOn(dataDir).length).toBeGreaterThanOrEqual(2);
    await first.stop();
    expect(processesOn(dataDir)).toEqual([]);
    expect(existsSync(stackPaths(dataDir).state)).toBe(false);
    const second = await start(['kafka', 'postgres']);
    expect(await query(second.addresses.database, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await second.stop();
    expect(processesOn(dataDir)).toEqual([]);
  },
  LONG_MS,
);

test(
  'the database asks for its password, which nobody else may read',
  async () => {
    const { addresses } = await start(['postgres']);
    expect(statSync(join(stackPaths(dataDir).postgres, 'password')).mode & 0o777).toBe(0o600);
    await expect(query(addresses.database.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
    const setting = await query(addresses.database, `SHOW listen_addresses`);
    expect(setting).toEqual([{ listen_addresses: '127.0.0.1' }]);
  },
  LONG_MS,
);

describe('in the way', () => {
  test(
    'a second stack on the same data is refused and told who runs there',
    async () => {
      await start(['postgres']);
      const again = startStack({ dataDir, portsFrom: portsFrom + 20, only: ['postgres'] });
      await expect(again).rejects.toThrow(
        new RegExp(`A stack already runs on .*process ${process.pid}[\\s\\S]*npm run stack -- stop`),
      );
    },
    LONG_MS,
  );

  test('a port that is taken is named with who holds it, and nothing stays behind', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(portsFrom + 10, '127.0.0.1', resolve));
    try {
      const holder = process.platform === 'linux' ? `process ${process.pid}` : 'process';
      await expect(start(['postgres'])).rejects.toThrow(
        `Port ${portsFrom + 10}, wanted for postgres, is taken by ${holder}`,
      );
    } finally {
      squatter.close();
    }
    await (await start(['postgres'])).stop();
  });

  test('a password file that is gone is told, not answered with a new and wrong one', async () => {
    await (await start(['postgres'])).stop();
    await rm(join(stackPaths(dataDir).postgres, 'password'));
    await expect(start(['postgres'])).rejects.toThrow(/password of the database is gone[\s\S]*stack -- reset/);
  });
});

describe('after a crash', () => {
  test(
    'the supervisor killed outright: the next start clears what is left and has the data',
    async () => {
      const child = await inOwnProcess(holdStack);
      const before = readState(stackPaths(dataDir).state);
      const url = `postgres://nibble:${readFileSync(join(stackPaths(dataDir).postgres, 'password'), 'utf8').trim()}@127.0.0.1:${portsFrom + 10}/nibble`;
      await query(url, 'CREATE TABLE kept (n int)');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const stack = await start(['postgres']);
      expect(stack.views()[0]?.pid).not.toBe(before?.processes[0]?.pid);
      expect(await query(stack.addresses.database, 'SELECT * FROM kept')).toEqual([]);
      await stack.stop();
      expect(processesOn(dataDir)).toEqual([]);
    },
    LONG_MS,
  );

  test(
    'broker and database killed outright come again by themselves',
    async () => {
      const stack = await start(['kafka', 'postgres']);
      const pids = stack.views().map(({ pid }) => pid);
      for (const pid of pids) if (pid) process.kill(pid, 'SIGKILL');
      await eventually(
        () => stack.views().every((view) => view.state === 'ready' && view.pid !== null && !pids.includes(view.pid)),
        { timeoutMs: 60_000, what: 'both are ready again' },
      );
      expect(await query(stack.addresses.database, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
    LONG_MS,
  );

  test(
    'a stale postmaster.pid whose number another process has by now keeps nothing from starting',
    async () => {
      await (await start(['postgres'])).stop();
      const lines = [process.pid, join(stackPaths(dataDir).postgres, 'data'), 0, portsFrom + 10, '', '127.0.0.1', ''];
      await writeFile(join(stackPaths(dataDir).postgres, 'data', 'postmaster.pid'), `${lines.join('\n')}\n`);
      await (await start(['postgres'])).stop();
    },
    LONG_MS,
  );
});

describe('asked to stop', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends everything and the command, without an error',
    async (signal) => {
      const child = await inOwnProcess(foreground);
      expect(processesOn(join(dataDir, 'postgres')).length).toBeGreaterThan(0);
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      expect(processesOn(join(dataDir, 'postgres'))).toEqual([]);
    },
    LONG_MS,
  );
});

const asRoot = process.getuid?.() === 0;

describe.skipIf(!asRoot)('whoever runs it', () => {
  test(
    'an ordinary user needs nothing special',
    async () => {
      const ordinary = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
      const child = await inOwnProcess(`console.log(process.getuid()); ${foreground}`, ordinary);
      expect(processesOn(join(dataDir, 'postgres')).length).toBeGreaterThan(0);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
    LONG_MS,
  );

  test(
    'where namespaces are forbidden, root runs the database as nobody, from a copy that nobody may read',
    async () => {
      execFileSync('chmod', ['755', dataDir]);
      const { process: database, task } = embeddedDatabase({
        root: projectRoot,
        folder: join(dataDir, 'postgres'),
        cacheFolder: join(dataDir, 'cache'),
        port: portsFrom + 10,
        user: await chooseNobody(),
      });
      const supervisor = new Supervisor({
        processes: [database],
        tasks: [task],
        logFolder: join(dataDir, 'logs'),
        say: () => undefined,
        warn: () => undefined,
        onChange: () => undefined,
      });
      try {
        await supervisor.start();
        const uid = execFileSync('ps', ['-o', 'uid=', '-p', String(supervisor.views()[0]?.pid)], { encoding: 'utf8' });
        expect(Number(uid)).toBe(Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })));
      } finally {
        await supervisor.stop();
      }
    },
    LONG_MS,
  );
});
