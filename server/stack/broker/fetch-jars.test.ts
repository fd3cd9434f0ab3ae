import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchJars, hasJars, jarFolder } from './fetch-jars.ts';
import type { LockedJar } from './locked-jars.ts';

const contents = new Map([
  ['org/one/1.0/one-1.0.jar', Buffer.from('first jar')],
  ['org/two/2.0/two-2.0.jar', Buffer.from('second jar')],
  ['org/three/3.0/three-3.0.jar', Buffer.from('third jar')],
]);
const jars: LockedJar[] = [...contents].map(([path, bytes]) => ({
  path,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
}));
const missing = () => Promise.resolve('missing' as const);

let folder: string;
let server: Server;
let repository: string;
let served: Map<string, Buffer>;
let asked: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble jars '));
  served = new Map(contents);
  asked = [];
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/maven2/', '');
    asked.push(path);
    const bytes = served.get(path);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  repository = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/maven2` : '';
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const fetchAll = (more: Partial<Parameters<typeof fetchJars>[0]> = {}) =>
  fetchJars({ cacheFolder: folder, repository, say: () => undefined, jars, byMaven: missing, ...more });

describe('without Maven', () => {
  test('a jar that is not the locked one is refused, and nothing counts as fetched', async () => {
    served.set('org/two/2.0/two-2.0.jar', Buffer.from('something else'));
    await expect(fetchAll()).rejects.toThrow('two-2.0.jar is not the jar that was locked');
    expect(await hasJars(folder, jars)).toBe(false);
  });

  test('a jar the repository lacks is named, with the setting that mends it', async () => {
    served.delete('org/three/3.0/three-3.0.jar');
    await expect(fetchAll()).rejects.toThrow(
      /three-3\.0\.jar cannot be fetched: status 404[\s\S]*NIBBLE_MAVEN_REPOSITORY/,
    );
  });

  test('a repository that does not answer is told, with what Maven said', async () => {
    const byMaven = () => Promise.resolve('Could not transfer artifact');
    await new Promise((resolve) => server.close(resolve));
    await expect(fetchAll({ byMaven })).rejects.toThrow(/Could not transfer artifact[\s\S]*ECONNREFUSED/);
  });

  test('no repository to ask is told, with both ways to mend it', async () => {
    await expect(fetchAll({ repository: null })).rejects.toThrow(
      /Maven is not installed, and NIBBLE_MAVEN_REPOSITORY names no[\s\S]*install -y maven/,
    );
  });

  test('all jars come from the repository, and are not asked for again', async () => {
    const libs = await fetchAll();
    expect((await readdir(libs)).sort()).toEqual(['.complete', 'one-1.0.jar', 'three-3.0.jar', 'two-2.0.jar']);
    await fetchAll();
    expect(asked).toHaveLength(3);
  });
});

test('what an interrupted download left is thrown away and fetched anew', async () => {
  const libs = jarFolder(folder);
  await mkdir(libs, { recursive: true });
  await writeFile(join(libs, 'one-1.0.jar'), 'half');
  await fetchAll();
  expect(await readFile(join(libs, 'one-1.0.jar'), 'utf8')).toBe('first jar');
});

test('a jar that was cut off afterwards is noticed', async () => {
  const libs = await fetchAll();
  await writeFile(join(libs, 'two-2.0.jar'), 'sec');
  expect(await hasJars(folder, jars)).toBe(false);
  await fetchAll();
  expect(await hasJars(folder, jars)).toBe(true);
});

test('a jar that Maven brought wrong is replaced from the lock list, the right ones are kept', async () => {
  const byMaven = async (draft: string) => {
    await writeFile(join(draft, 'one-1.0.jar'), 'first jar');
    await writeFile(join(draft, 'two-2.0.jar'), 'rebuilt by a mirror');
    return null;
  };
  await fetchAll({ byMaven });
  expect(asked.sort()).toEqual(['org/three/3.0/three-3.0.jar', 'org/two/2.0/two-2.0.jar']);
});

test('two at once fetch once', async () => {
  await Promise.all([fetchAll(), fetchAll()]);
  expect(asked).toHaveLength(3);
});
