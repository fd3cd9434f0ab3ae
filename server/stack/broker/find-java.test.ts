import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findJava, javaVersion } from './find-java.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble java '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fakeJava(where: string, says: string): Promise<void> {
  await mkdir(where, { recursive: true });
  await writeFile(join(where, 'java'), `#!/bin/sh\necho '${says}' >&2\n`);
  await chmod(join(where, 'java'), 0o755);
}
const withPath = (path: string): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', PATH: [path, '/bin'].join(delimiter) });

test('no Java: says so and how to get one', async () => {
  await expect(findJava({ NODE_ENV: 'test', PATH: folder })).rejects.toThrow(
    /needs Java and there is none[\s\S]*Mend it with/,
  );
});

test('an old Java: says which one it is', async () => {
  await fakeJava(folder, 'openjdk version "11.0.22" 2024-01-16');
  await expect(findJava(withPath(folder))).rejects.toThrow('needs Java 17 or newer, and java is Java 11');
});

test('a program that is no Java counts as none', async () => {
  await fakeJava(folder, 'The operation could not be completed. Unable to locate a Java Runtime.');
  await expect(findJava(withPath(folder))).rejects.toThrow('there is none');
});

test('JAVA_HOME goes before the PATH', async () => {
  await fakeJava(folder, 'openjdk version "11.0.22"');
  await fakeJava(join(folder, 'home', 'bin'), 'openjdk version "21.0.2"');
  const java = await findJava({ ...withPath(folder), JAVA_HOME: join(folder, 'home') });
  expect(java).toMatchObject({ version: 21, command: join(folder, 'home', 'bin', 'java') });
});

test.each([
  ['java version "1.8.0_392"', 8],
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "25-ea" 2025-09-16', 25],
  ['nonsense', null],
])('%s is version %s', (says, version) => {
  expect(javaVersion(says)).toBe(version);
});
