import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import { bornAt } from '../install/process-identity.js';
import type { ProcessSpec } from './process-spec.ts';
import { Supervisor } from './supervise.ts';

let folder: string;
let journal: string;
let said: string[];
let supervisor: Supervisor | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble supervise '));
  journal = join(folder, 'journal');
  said = [];
  supervisor = null;
});
afterEach(async () => {
  await supervisor?.stop(true);
  await rm(folder, { recursive: true, force: true });
});

/** A process that notes its start and stop in the journal; `body` is what else its shell script does. */
function spec(name: string, more: Partial<ProcessSpec> = {}, body = ''): ProcessSpec {
  const note = (word: string) => `echo "${word} ${name}" >> "$JOURNAL"`;
  const script = `trap '${note('stop')}; exit 0' TERM; ${note('start')}; ${body} while :; do sleep 0.05; done`;
  return {
    name: 'orders',
    commandLine: () => ['sh', '-c', script],
    env: { ...process.env, JOURNAL: journal },
    after: [],
    address: null,
    isReady: async () => (await readJournal()).includes(`start ${name}`),
    readyWithinMs: 10_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 5000,
    channel: false,
    ...more,
  };
}

async function readJournal(): Promise<string[]> {
  return existsSync(journal) ? (await readFile(journal, 'utf8')).trim().split('\n') : [];
}

function supervised(
  processes: ProcessSpec[],
  tasks: ConstructorParameters<typeof Supervisor>[0]['tasks'] = [],
): Supervisor {
  supervisor = new Supervisor({
    processes,
    tasks,
    logFolder: join(folder, 'logs'),
    say: (line) => said.push(line),
    warn: (line) => said.push(line),
    onChange: () => undefined,
  });
  return supervisor;
}

describe('failing', () => {
  test('a process that ends three times before it is ready fails the start with its last words', async () => {
    const broken = spec('broken', {
      commandLine: () => ['sh', '-c', 'echo "no such table" >&2; exit 3'],
      isReady: async () => false,
    });
    await expect(supervised([broken]).start()).rejects.toThrow(/ended with code 3 while starting:\s+no such table/);
  });

  test('a process that is never ready fails the start after its time', async () => {
    const slow = spec('slow', { isReady: async () => false, readyWithinMs: 300 });
    await expect(supervised([slow]).start()).rejects.toThrow('was not ready within 0.3 s');
  });

  test('a program that is not there fails the start by name', async () => {
    const missing = spec('missing', { commandLine: () => ['no-such-program'], isReady: async () => false });
    await expect(supervised([missing]).start()).rejects.toThrow('no-such-program');
  });

  test('a process that ignores the signal is killed after its time, with what it started', async () => {
    const child = join(folder, 'child');
    const deaf = spec('deaf', { stopWithinMs: 200 }, `trap '' TERM; sleep 300 & echo $! > "${child}";`);
    await supervised([deaf]).start();
    const pid = Number(await eventually(async () => (await readFile(child, 'utf8')).trim()));
    await supervisor?.stop();
    await eventually(() => bornAt(pid) === null, { what: 'its child is gone too' });
    expect(supervisor?.views()[0]).toMatchObject({ state: 'stopped', pid: null });
  });

  test('a stop during a task breaks the task off and starts nothing more', async () => {
    let broken = false;
    const begun = Promise.withResolvers<void>();
    const task = {
      name: 'slow',
      after: [],
      run: (signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          begun.resolve();
          signal.addEventListener('abort', () => {
            broken = true;
            resolve();
          });
        }),
    };
    const started = supervised([spec('orders', { after: ['slow'] })], [task]).start();
    await begun.promise;
    await supervisor?.stop();
    await started;
    expect(broken).toBe(true);
    expect(await readJournal()).toEqual([]);
  });
});

test('a process that is left out is neither started nor waited for, and stops nobody', async () => {
  const orders = spec('orders', { after: ['loyalty'] });
  await supervised([spec('loyalty', { name: 'loyalty', isLeftOut: () => true }), orders]).start();
  expect(await readJournal()).toEqual(['start orders']);
  expect(said.filter((line) => line.startsWith('loyalty'))).toEqual([]);
  expect(supervisor?.views()[0]).toMatchObject({ name: 'loyalty', state: 'left out', pid: null, restarts: 0 });
});

test('a process that is held down stays down until it is let go, and then comes again', async () => {
  const orders = spec('orders');
  await supervised([orders]).start();
  const release = supervisor?.hold('orders');
  const view = () => supervisor?.views()[0];
  await eventually(() => view()?.pid === null, { what: 'its end' });
  // Longer than the pause before a restart.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(view()).toMatchObject({ state: 'restarting', pid: null });
  release?.();
  await eventually(() => view()?.state === 'ready', { what: 'its return' });
  expect(view()).toMatchObject({ restarts: 1 });
});

test('a process that is held down does not keep the others from stopping', async () => {
  await supervised([spec('orders')]).start();
  supervisor?.hold('orders');
  await supervisor?.stop();
  expect(supervisor?.views()[0]).toMatchObject({ state: 'stopped' });
});

test('starts in the order of needs, through tasks, and stops the other way round', async () => {
  const task = { name: 'topics', after: ['kafka'], run: () => writeFile(journal, 'task topics\n', { flag: 'a' }) };
  const all = [
    spec('traffic', { name: 'traffic', after: ['orders'], stopBefore: ['collector'] }),
    spec('orders', { name: 'orders', after: ['topics'], stopBefore: ['collector'] }),
    spec('collector', { name: 'collector', after: ['kafka'] }),
    spec('kafka', { name: 'kafka' }),
  ];
  await supervised(all, [task]).start();
  await supervisor?.stop();
  const lines = await readJournal();
  const inOrder = (...wanted: string[]) => expect(lines.filter((line) => wanted.includes(line))).toEqual(wanted);
  inOrder(
    'start kafka',
    'task topics',
    'start orders',
    'start traffic',
    'stop traffic',
    'stop orders',
    'stop collector',
    'stop kafka',
  );
  inOrder('start kafka', 'start collector', 'stop collector', 'stop kafka');
});

test('a process that dies comes again, and is seen to have', async () => {
  await supervised([spec('orders')]).start();
  const before = supervisor?.views()[0];
  process.kill(before?.pid ?? 0, 'SIGKILL');
  const after = await eventually(() => {
    const view = supervisor?.views()[0];
    return view?.state === 'ready' && view.pid !== before?.pid ? view : null;
  });
  expect(after.restarts).toBe(1);
  expect(said.join('\n')).toContain('orders was ended by SIGKILL; starting it again in 0.5 s');
});

test('a process that is renewed stops, and comes again without a pause or a warning', async () => {
  await supervised([spec('orders')]).start();
  const before = supervisor?.views()[0];
  supervisor?.renew(['orders']);
  await eventually(() => {
    const view = supervisor?.views()[0];
    return view?.state === 'ready' && view.pid !== before?.pid;
  });
  expect(said.filter((line) => line.includes('starting it again'))).toEqual([]);
});
