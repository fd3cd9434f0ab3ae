import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRotatingLog } from './rotating-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('keeps the file and the one before it, and no more', async () => {
  const path = join(folder, 'logs', 'orders.log');
  const log = openRotatingLog(path, 100);
  for (let line = 0; line < 50; line += 1) log.write(`line ${line} ${'x'.repeat(20)}\n`);
  log.close();
  expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['orders.log', 'orders.log.1']);
  expect((await readFile(path, 'utf8')).length).toBeLessThan(160);
  expect(await readFile(path, 'utf8')).toContain('line 49');
});

test('goes on where an earlier process stopped, and remembers only the own last words', () => {
  const path = join(folder, 'orders.log');
  const first = openRotatingLog(path);
  first.write('from before\n');
  first.close();
  const second = openRotatingLog(path);
  second.write('one\ntwo\n');
  second.close();
  expect(second.tail()).toEqual(['one', 'two']);
});
