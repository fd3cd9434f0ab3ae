import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chooseNode } from './choose-node.js';
import { installDependencies } from './install-dependencies.js';
import { SetupProblem } from './setup-problem.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const SECOND_STAGE = 'NIBBLE_SECOND_STAGE';

const entryOf = {
  start: 'server/stack/start.ts',
  dev: 'server/stack/dev.ts',
  stack: 'server/stack/stack.ts',
  check: 'server/stack/checks/check.ts',
  test: 'server/stack/test-run/test.ts',
  bench: 'server/stack/bench/bench.ts',
  trial: 'server/stack/trials/trial.ts',
  nibble: 'server/stack/nibble/nibble.ts',
};

/** Installs what is missing, then runs `main(args)` of the verb's entry under the project's own Node. */
export async function runVerb([verb = '', ...args]) {
  try {
    const entry = entryOf[verb];
    if (!entry) throw new SetupProblem(`There is no command "${verb}".`, `one of: ${Object.keys(entryOf).join(', ')}`);
    if (process.env[SECOND_STAGE]) return await runEntry(entry, args);
    await installDependencies(root, (line) => console.log(`  ${line}`));
    const node = chooseNode(root);
    prepareEnvironment(node);
    if (node === process.execPath) await runEntry(entry, args);
    else runUnder(node, [fileURLToPath(new URL('../bootstrap.js', import.meta.url)), verb, ...args]);
  } catch (error) {
    console.error(error instanceof SetupProblem ? `${error.message}\n  Mend it with: ${error.mend}` : error);
    process.exitCode = 1;
  }
}

function prepareEnvironment(node) {
  const cache = join(resolve(root, process.env.NIBBLE_DATA || '.nibble'), 'cache', 'compiled');
  process.env.PATH = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter);
  process.env.NODE_COMPILE_CACHE ??= cache;
}

async function runEntry(entry, args) {
  delete process.env[SECOND_STAGE];
  endWithLauncher();
  try {
    makeFolder(process.env.NODE_COMPILE_CACHE);
    nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  } catch {
    delete process.env.NODE_COMPILE_CACHE; // Only a speed-up; what is wrong with the data folder is said by the verb.
  }
  const { main } = await import(pathToFileURL(join(root, entry)).href);
  process.exit(await main(args));
}

// Node's own recursive mkdir never ends where a parent takes no folders, as under /proc.
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

// A launcher that was killed outright cannot pass a signal on: its closed channel, or a new parent, is the signal.
function endWithLauncher() {
  if (process.connected) {
    process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel?.unref();
  } else if (process.env.npm_lifecycle_event) {
    watchParent(() => process.kill(process.pid, 'SIGTERM'));
  }
}

function watchParent(onLost) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, 1000).unref();
}

function runUnder(node, args) {
  const child = spawn(node, args, {
    env: { ...process.env, [SECOND_STAGE]: '1' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) watchParent(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`Node ${node} does not start (${error.message}).\n  Mend it with: rm -rf node_modules && npm ci`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}
