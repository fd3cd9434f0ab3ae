import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonEnvironment } from '../python/python-environment.ts';
import { answersHttp } from '../supervisor/answers-http.ts';
import { endedWithParent } from '../supervisor/ended-with-parent.ts';
import type { ProcessSpec, TaskSpec } from '../supervisor/process-spec.ts';
import { type PythonServiceName, pythonServiceNames } from './defaults.ts';
import { reachableHost } from './reachable-host.ts';
import type { StackOptions } from './stack-options.ts';

/** What the task found out: the environment's interpreter, once it is there. */
type Found = { python: string | null };

/**
 * The services in Python and the task that makes their environment. Where that is impossible one line says so, and the
 * stack runs without them.
 */
export function pythonServices(
  options: StackOptions,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): { processes: ProcessSpec[]; tasks: TaskSpec[] } {
  const names = pythonServiceNames.filter((name) => existsSync(join(options.root, entryOf(name))));
  if (!options.services) return { processes: [], tasks: [] };
  const planned = names.map((name) => pythonService(name, options, env, say));
  return { processes: planned.map(({ process }) => process), tasks: planned.map(({ task }) => task) };
}

function pythonService(
  name: PythonServiceName,
  options: StackOptions,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): { process: ProcessSpec; task: TaskSpec } {
  const found: Found = { python: null };
  const task = `${name}-packages`;
  const run = async (signal: AbortSignal) => {
    const requirements = join(options.root, `services/${name}/requirements.txt`);
    const made = await pythonEnvironment({ requirements, cacheFolder: options.cacheFolder, env: options.env, signal });
    if ('python' in made) {
      found.python = made.python;
      return true;
    }
    if (!signal.aborted) say(`${name.padEnd(15)} left out: ${made.missing}`);
    return false;
  };
  return { task: { name: task, after: [], run }, process: spec(name, options, env, { found, task }) };
}

function spec(
  name: PythonServiceName,
  options: StackOptions,
  env: NodeJS.ProcessEnv,
  { found, task }: { found: Found; task: string },
): ProcessSpec {
  const address = `http://${reachableHost(options.env)}:${options.ports[name]}`;
  return {
    name,
    isLeftOut: () => found.python === null,
    commandLine: () => endedWithParent('SIGTERM', [found.python ?? 'python3', join(options.root, entryOf(name))]),
    folder: options.root,
    env: {
      // glibc gives threads heaps of their own and keeps what they free.
      MALLOC_ARENA_MAX: '1',
      PYTHONPYCACHEPREFIX: join(options.cacheFolder, 'python', 'compiled'),
      ...env,
    },
    after: [task, 'topics', 'postgres', 'kafka'],
    stopBefore: ['collector'],
    address,
    isReady: () => answersHttp(`${address}/readyz`),
    readyWithinMs: 180_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 15_000,
    channel: false,
    watch: [`services/${name}`, 'schemas'].map((path) => join(options.root, path)),
  };
}

function entryOf(name: PythonServiceName): string {
  return `services/${name}/main.py`;
}
