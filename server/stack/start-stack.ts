import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SideDoor } from './broker/server-properties.ts';
import { openStack, type RunningStack } from './open-stack.ts';
import { choosePorts } from './plan/choose-ports.ts';
import type { ProcessName } from './plan/defaults.ts';
import { projectRoot, type StackOptions } from './plan/stack-options.ts';

/** What a test, a benchmark or another program says about the stack it wants. */
export interface StartStackOptions {
  /** Absolute path of a folder of its own; a second stack on the same folder is refused. */
  dataDir: string;
  /** First of a row of 12 ports. */
  portsFrom: number;
  /** A door of the broker for clients that come through a proxy. */
  sideDoor?: SideDoor;
  /** Orders a minute; 0 (the default here) starts no traffic. */
  traffic?: number;
  /** Scales all waiting of the simulation. */
  pace?: number;
  /** These processes alone, for example `['kafka', 'postgres']`. */
  only?: ProcessName[];
  /** Where downloads are kept; by default the project's own cache, so that they are not fetched again. */
  cacheDir?: string;
  env?: NodeJS.ProcessEnv;
  /** Breaks the start off. Once the stack is up, `stop` ends it. */
  signal?: AbortSignal;
  logger?: { info: (line: string) => void; warn: (line: string) => void };
}

/** Starts a stack and resolves once everything is ready. Throws StackProblem, after having stopped what had started. */
export async function startStack(given: StartStackOptions): Promise<RunningStack> {
  const env = given.env ?? process.env;
  const options: StackOptions = {
    root: projectRoot,
    dataFolder: given.dataDir,
    cacheFolder: given.cacheDir ?? join(projectRoot, '.nibble', 'cache'),
    ports: choosePorts(env, given.portsFrom),
    sideDoor: given.sideDoor,
    services: true,
    traffic: given.traffic ?? 0,
    pace: given.pace ?? 1,
    kafkaBrokers: null,
    databaseUrl: null,
    mavenRepository: env.NIBBLE_MAVEN_REPOSITORY || null,
    dev: false,
    only: given.only ?? null,
    env,
  };
  mkdirSync(given.dataDir, { recursive: true });
  const say = (line: string) => given.logger?.info(line);
  const stack = await openStack(options, { say, warn: (line) => given.logger?.warn(line) });
  const breakOff = () => stack.stop();
  given.signal?.addEventListener('abort', breakOff, { once: true });
  await stack.started.finally(() => given.signal?.removeEventListener('abort', breakOff));
  return stack;
}
