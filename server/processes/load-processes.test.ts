import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import orderLifecycle from '#schemas/processes/order-lifecycle.json' with { type: 'json' };
import { checkProcess } from './check-process.ts';
import { loadProcesses } from './load-processes.ts';
import { sampleFile } from './test-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'processes-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('a process file', () => {
  test.each([
    ['nothing', null, '/ must be object'],
    ['a word that nobody reads', { ...sampleFile, timeout: 5 }, '/ must NOT have additional properties (timeout)'],
    ['no steps', { ...sampleFile, steps: [] }, '/steps must NOT have fewer than 1 items'],
    [
      'a status of its own',
      { ...sampleFile, ends: [{ event: 'x', status: 'lost', label: 'x' }] },
      '/ends/0/status must be',
    ],
    [
      'a step after one below it',
      { ...sampleFile, steps: sampleFile.steps.toReversed() },
      'names “c”, which is not there',
    ],
    [
      'an id twice',
      { ...sampleFile, gates: [{ ...sampleFile.steps[0], cause: undefined, opens: 'a', why: 'so' }] },
      '',
    ],
    ['a branch to nowhere', { ...sampleFile, ends: sampleFile.ends.slice(0, 1) }, 'is none of /ends'],
  ])('with %s is refused, by its name and place', (_, content, told) => {
    expect(() => checkProcess('mine.json', content)).toThrow(/mine\.json/);
    expect(() => checkProcess('mine.json', content)).toThrow(told);
  });

  test('of another platform needs only steps, ends and how it starts', () => {
    const { branches: _, compensations: __, ...least } = sampleFile;
    expect(checkProcess('parcel.json', least)).toMatchObject({ id: 'parcel', branches: [], gates: [], sentences: {} });
  });
});

describe('loading process files', () => {
  test('says of a file why it cannot be used', async () => {
    await expect(loadProcesses([join(folder, 'none.json')])).rejects.toThrow(/none\.json cannot be read \(ENOENT/);
    await expect(loadProcesses([await file('half.json', '{')])).rejects.toThrow(/half\.json is not JSON/);
  });

  test('adds to the process of orders', async () => {
    const loaded = await loadProcesses([await file('parcel.json', sampleFile)]);
    expect(loaded.map(({ id }) => id)).toEqual(['order-lifecycle', 'parcel']);
  });

  test('lets a newer version take the place of a built-in one, and refuses the same version twice', async () => {
    const newer = await file('newer.json', { ...orderLifecycle, version: 99 });
    expect(await loadProcesses([newer])).toMatchObject([{ id: 'order-lifecycle', version: 99 }]);
    await expect(loadProcesses([await file('same.json', orderLifecycle)])).rejects.toThrow(
      /same\.json and the console itself both describe version 2 of the process order-lifecycle/,
    );
  });
});
