import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPython, readPython } from './find-python.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble-python-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function interpreter(name: string, says: string, code = 0): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\necho "${says}"\nexit ${code}\n`);
  await chmod(join(folder, name), 0o755);
}

const find = (more: Record<string, string> = {}) => findPython({ NODE_ENV: 'test', PATH: folder, ...more });

test('none is none, and so is one without venv', async () => {
  expect(await find()).toBeNull();
  await interpreter('python3', "ModuleNotFoundError: No module named 'venv'", 1);
  expect(await find()).toBeNull();
});

test('an old one is passed over for a newer one of another name', async () => {
  await interpreter('python3', '3.9 /usr/bin/python3.9');
  await interpreter('python3.12', '3.12 /usr/bin/python3.12');
  expect(await find()).toEqual({ command: '/usr/bin/python3.12', version: '3.12' });
});

test('NIBBLE_PYTHON is taken at its word', async () => {
  await interpreter('python3', '3.12 /usr/bin/python3.12');
  expect(await find({ NIBBLE_PYTHON: join(folder, 'nothing') })).toBeNull();
});

test.each([
  ['3.9 /usr/bin/python3', null],
  ['2.7 /usr/bin/python', null],
  ['Python was not found', null],
  ['3.10 /a folder/python3', { command: '/a folder/python3', version: '3.10' }],
  ['4.0 /usr/bin/python4', { command: '/usr/bin/python4', version: '4.0' }],
])('%j', (output, found) => expect(readPython(output)).toEqual(found));
