import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';

const stack = join(import.meta.dirname, '..');
const packages = {
  '': { dependencies: { one: '1.0.0' } },
  'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
  'node_modules/elsewhere': { version: '1.0.0', integrity: 'sha512-elsewhere', optional: true },
};

let root: string;
let npmCalls: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nibble project #1 '));
  npmCalls = join(root, 'npm-calls');
  await cp(join(stack, 'bootstrap.js'), join(root, 'server/stack/bootstrap.js'));
  await cp(join(stack, 'install'), join(root, 'server/stack/install'), { recursive: true });
  await writeJson('package.json', { type: 'module', dependencies: { one: '1.0.0' } });
  await writeJson('package-lock.json', { packages });
  await entry(`console.log('ran', JSON.stringify(args)); return 7;`);
  await fakeNpm('mkdir -p node_modules/one; sleep 0.2');
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(root, { recursive: true, force: true });
});

const writeJson = (path: string, value: unknown) => writeFile(join(root, path), JSON.stringify(value));
const entry = (body: string) =>
  writeFile(
    join(root, 'server/stack/start.ts'),
    `import { writeFileSync } from 'node:fs';
     export async function main(args: string[]): Promise<number> { ${body} }`,
  );

async function fakeNpm(script: string): Promise<void> {
  await mkdir(join(root, 'bin'), { recursive: true });
  await writeFile(join(root, 'bin/npm'), `#!/bin/sh\necho "$@" >> "${npmCalls}"\n${script}\n`);
  await chmod(join(root, 'bin/npm'), 0o755);
}

interface RunOptions {
  flags?: string[];
  path?: string;
}

function begin(args: string[], options: RunOptions = {}): ChildProcess {
  const { flags = [], path = `${join(root, 'bin')}:/usr/bin:/bin` } = options;
  const file = join(root, 'server/stack/bootstrap.js');
  const child = spawn(process.execPath, [...flags, file, ...args], {
    cwd: root,
    env: { PATH: path, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  return child;
}

async function run(args: string[], options: RunOptions = {}): Promise<{ code: number; said: string }> {
  const child = begin(args, options);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code: Number(code), said };
}

async function installs(): Promise<number> {
  return existsSync(npmCalls) ? (await readFile(npmCalls, 'utf8')).trim().split('\n').length : 0;
}

/** Makes this Node say that it is another version. */
async function pretend(version: string): Promise<string[]> {
  const file = join(root, 'pretend.cjs');
  await writeFile(file, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  return ['-r', file];
}

/** npm that brings a Node of its own, which is this one under its true name. */
const npmWithNode = () => {
  const folder = `node_modules/node-${process.platform}-${process.arch}/bin`;
  return fakeNpm(`mkdir -p ${folder}; ln -s "${process.execPath}" ${folder}/node`);
};

describe('what keeps it from starting is said in a sentence, with the command that mends it', () => {
  test('an old Node', async () => {
    const { code, said } = await run(['start'], { flags: await pretend('18.19.0') });
    expect(code).toBe(1);
    expect(said).toMatch(/needs Node 20\.9 or newer[\s\S]*this is Node 18\.19\.0[\s\S]*Mend it with: nvm install 24/);
  });

  test('no npm', async () => {
    const { code, said } = await run(['start'], { path: '/nowhere' });
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/no npm on the PATH[\s\S]*Mend it with/),
    });
  });

  test('no network', async () => {
    await fakeNpm('echo "npm error code EAI_AGAIN" >&2; exit 1');
    const { code, said } = await run(['start']);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/cannot reach its registry[\s\S]*npm ping/),
    });
  });

  test('a command that does not exist', async () => {
    expect((await run(['strat'])).said).toMatch(/no command "strat"[\s\S]*start, dev, stack/);
  });

  test('a Node that npm did not bring for this platform', async () => {
    const { said } = await run(['start'], { flags: await pretend('20.20.0') });
    expect(said).toMatch(/runs on Node 24; npm brought none[\s\S]*npm ci --include=optional/);
  });
});

describe('installing', () => {
  test('happens once, and again only when the lock file changed', async () => {
    expect(await run(['start', '--traffic', '0'])).toMatchObject({
      code: 7,
      said: expect.stringContaining('ran ["--traffic","0"]'),
    });
    await run(['start']);
    expect(await installs()).toBe(1);
    await writeJson('package-lock.json', {
      packages: { ...packages, 'node_modules/two': { integrity: 'sha512-two' } },
    });
    await run(['start']);
    expect(await installs()).toBe(2);
  });

  test('that was cut short is done again', async () => {
    await mkdir(join(root, 'node_modules/one'), { recursive: true });
    await run(['start']);
    expect(await installs()).toBe(1);
  });

  test('that failed is tried again', async () => {
    await fakeNpm('mkdir -p node_modules; exit 1');
    expect((await run(['start'])).code).toBe(1);
    await fakeNpm('mkdir -p node_modules');
    expect((await run(['start'])).code).toBe(7);
  });

  test('by hand is as good', async () => {
    await mkdir(join(root, 'node_modules'));
    await writeJson('node_modules/.package-lock.json', {
      packages: { 'node_modules/one': packages['node_modules/one'] },
    });
    expect((await run(['start'])).code).toBe(7);
    expect(await installs()).toBe(0);
  });

  test('happens once when two start at the same time', async () => {
    const both = await Promise.all([run(['start']), run(['start'])]);
    expect(both.map(({ code }) => code)).toEqual([7, 7]);
    expect(await installs()).toBe(1);
  });
});

describe('under the Node that npm brought', () => {
  beforeEach(npmWithNode);

  test('the exit code and the arguments are kept', async () => {
    const { code, said } = await run(['start', 'a b'], { flags: await pretend('20.20.0') });
    expect({ code, said }).toMatchObject({ code: 7, said: expect.stringContaining('ran ["a b"]') });
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s goes straight through', async (signal) => {
    await entry(`return new Promise((resolve) => {
      process.on('${signal}', () => resolve(5));
      setInterval(() => undefined, 1000);
      writeFileSync('up', '');
    });`);
    const child = begin(['start'], { flags: await pretend('22.1.0') });
    await eventually(() => existsSync(join(root, 'up')));
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([5, null]);
  });

  test('a launcher that is killed outright is a request to stop', async () => {
    await entry(`return new Promise((resolve) => {
      process.on('SIGTERM', () => { writeFileSync('stopped', ''); resolve(0); });
      setInterval(() => undefined, 1000);
      writeFileSync('up', '');
    });`);
    const child = begin(['start'], { flags: await pretend('22.1.0') });
    await eventually(() => existsSync(join(root, 'up')));
    child.kill('SIGKILL');
    await eventually(() => existsSync(join(root, 'stopped')));
  });
});
