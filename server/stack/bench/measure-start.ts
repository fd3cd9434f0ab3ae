import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { projectRoot } from '../plan/stack-options.ts';
import { startStack } from '../start-stack.ts';
import { findPorts } from '../test-run/find-ports.ts';
import type { BenchResult } from './bench-result.ts';

const run = promisify(execFile);
const aimSeconds = 20;
const longestMs = 15 * 60_000;

/** Clones the committed code, starts it twice as a user would, and holds it against the bare broker's own start. */
export async function measureStart(_args: string[], say: (line: string) => void): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'nibble-start-'));
  const clone = join(folder, 'clone');
  try {
    await run('git', ['clone', '--quiet', projectRoot, clone]);
    const firstSeconds = await startOnce(clone, say);
    say(`fresh clone: ${firstSeconds.toFixed(1)} s`);
    const secondSeconds = await startOnce(clone, say);
    say(`second start: ${secondSeconds.toFixed(1)} s`);
    const brokerSeconds = await startBroker(join(folder, 'broker'));
    const figures = { firstSeconds, secondSeconds, aimSeconds, brokerSeconds, toBroker: secondSeconds / brokerSeconds };
    return { ratio: secondSeconds / aimSeconds, figures: rounded(figures) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds until the address stands on the screen; then stops the stack as Ctrl-C does and waits until it is gone. */
async function startOnce(clone: string, say: (line: string) => void): Promise<number> {
  const portsFrom = await findPorts(16);
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: cleanEnv(portsFrom),
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => say(text.trimEnd()));
  const ended = once(child, 'exit');
  try {
    await printsAddress(child, say);
    return (performance.now() - started) / 1000;
  } finally {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}

/** The outer `npm run` leaves settings that would make the inner one believe it belongs to this project. */
function cleanEnv(portsFrom: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NIBBLE_|NODE_COMPILE_CACHE|INIT_CWD)/.test(name));
  return { ...Object.fromEntries(own), NODE_ENV: process.env.NODE_ENV, NIBBLE_PORTS_FROM: String(portsFrom) };
}

function printsAddress(
  child: ChildProcessByStdio<null, Readable, Readable>,
  say: (line: string) => void,
): Promise<void> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address after ${longestMs / 60_000} minutes`)), longestMs);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code} before it gave an address`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      say(text.trimEnd());
      printed += text;
      if (!/Nibble Console: http/.test(printed)) return;
      clearTimeout(late);
      resolve();
    });
  });
}

async function startBroker(dataDir: string): Promise<number> {
  const portsFrom = await findPorts(16);
  const started = performance.now();
  const stack = await startStack({ dataDir, portsFrom, only: ['kafka'] });
  const seconds = (performance.now() - started) / 1000;
  await stack.stop();
  return seconds;
}

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(2))]));
}
