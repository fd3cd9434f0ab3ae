import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

let folder = '';

async function script(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

const env = (more: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', PATH: folder, ...more });
const silent = (): void => undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble-chromium-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('finding Chromium', () => {
  test('a CHROMIUM_PATH that does not start is an error, not passed over', async () => {
    await script('chromium', 'echo Chromium 1');
    await expect(findChromium(env({ CHROMIUM_PATH: '/nowhere/chromium' }), silent)).rejects.toThrow(
      'CHROMIUM_PATH=/nowhere/chromium does not start',
    );
  });

  test('CHROMIUM_PATH goes first', async () => {
    await script('chromium', 'echo Chromium 1');
    const mine = await script('mine', 'echo Google Chrome 2');
    expect(await findChromium(env({ CHROMIUM_PATH: mine }), silent)).toBe(mine);
  });

  test('a script of that name that only says where to get it is passed over', async () => {
    await script('chromium', 'echo "Install the snap"; exit 1');
    const chrome = await script('google-chrome', 'echo Google Chrome 2');
    expect(await findChromium(env({}), silent)).toBe(chrome);
  });
});
