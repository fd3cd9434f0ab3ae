import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileTask } from './compile-task.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nibble compile #1 '));
  await mkdir(join(root, 'server'));
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  await writeFile(join(root, 'server/part.ts'), 'export const part: number = 1;\n');
  const ran = JSON.stringify(join(root, 'ran'));
  const text = `import { writeFileSync } from 'node:fs';\nimport { part } from './part.ts';\nwriteFileSync(${ran}, String(part));\n`;
  await writeFile(join(root, 'server/main.ts'), text);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function compile(): Promise<string[]> {
  const cache = join(root, 'cache');
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  for (const task of compileTask(root, [join(root, 'server/main.ts')], env))
    await task.run(AbortSignal.timeout(60_000));
  return readdir(cache);
}

test('compiles a process and what it imports, and runs none of it', async () => {
  const written = await compile();
  expect(existsSync(join(root, 'ran'))).toBe(false);
  expect(written.filter((name) => !/\.(mjs|done)$/.test(name))).not.toEqual([]);
});

test('does so again only when a source changed', async () => {
  const once = await compile();
  expect(await compile()).toEqual(once);
  await writeFile(join(root, 'server/part.ts'), 'export const part: number = 2;\n');
  expect((await compile()).length).toBeGreaterThan(once.length);
});
