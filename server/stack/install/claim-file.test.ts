import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimFile, waitForFile } from './claim-file.js';
import { bornAt, isAlive } from './process-identity.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble-claim-'));
  path = join(folder, 'run', 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a lock that a living process holds is refused and names the holder', () => {
  const first = claimFile(path);
  expect(claimFile(path).holder).toEqual({ pid: process.pid, born: bornAt(process.pid) });
  first.release?.();
  expect(claimFile(path).release).toBeTypeOf('function');
});

test('a lock is taken over when its holder is dead, and when its number belongs to another process by now', () => {
  claimFile(path).release?.();
  for (const dead of [
    { pid: 2 ** 22 + 1, born: 'long ago' },
    { pid: process.pid, born: 'an earlier process' },
  ]) {
    writeFileSync(path, JSON.stringify(dead));
    const claim = claimFile(path);
    expect(JSON.parse(readFileSync(path, 'utf8')).born).toBe(bornAt(process.pid));
    claim.release?.();
  }
});

test('a lock that is half written is left alone at first, and taken over when it stays so', () => {
  claimFile(path).release?.();
  writeFileSync(path, '{"pid":');
  expect(claimFile(path).release).toBeUndefined();
  const before = new Date(Date.now() - 60_000);
  utimesSync(path, before, before);
  expect(claimFile(path).release).toBeTypeOf('function');
});

test('who waits gets the lock when it is given back', async () => {
  const first = claimFile(path);
  const heard: number[] = [];
  const second = waitForFile(path, ({ pid }) => heard.push(pid));
  expect(heard).toEqual([process.pid]);
  first.release?.();
  (await second)();
});

test('a process that ended is not alive, nor is a zombie', async () => {
  const child = spawn('sh', ['-c', 'exit 0']);
  const pid = child.pid ?? 0;
  const born = bornAt(pid) ?? 'gone already';
  await once(child, 'exit');
  expect(isAlive({ pid, born })).toBe(false);
  expect(bornAt(pid)).toBeNull();
});
