import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const flag = pathToFileURL(join(import.meta.dirname, 'end-with-supervisor.js')).href;
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

function child(code: string, supervisor = process.pid): ChildProcess {
  const started = spawn(process.execPath, ['--import', flag, '-e', code], {
    env: { ...process.env, NIBBLE_SUPERVISOR: String(supervisor) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.add(started);
  return started;
}

test('a process whose supervisor is gone stops as if it had been asked to', async () => {
  const code = `process.on('SIGTERM', () => process.exit(9)); setInterval(() => undefined, 1000); console.log('up')`;
  const started = child(code);
  if (started.stdout) await once(started.stdout, 'data');
  started.disconnect();
  expect(await once(started, 'exit')).toEqual([9, null]);
});

test('the channel alone keeps no process from ending', async () => {
  expect(await once(child(''), 'exit')).toEqual([0, null]);
});

test("a worker that was handed the flag on keeps its own parent's channel", async () => {
  const worker = child(`process.on('message', () => process.exit(4))`, 1);
  worker.send('go');
  expect(await once(worker, 'exit')).toEqual([4, null]);
});
