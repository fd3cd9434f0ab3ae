import { join } from 'node:path';
import { embeddedBroker } from '../broker/broker-process.ts';
import { embeddedDatabase } from '../database/database-process.ts';
import type { ProcessSpec, TaskSpec } from '../supervisor/process-spec.ts';
import { consoleBuild, hasPages } from '../web/build-task.ts';
import { childEnvironment } from './child-environment.ts';
import { compileTask } from './compile-task.ts';
import type { ProcessName } from './defaults.ts';
import { compiledEntries, nodeProcesses } from './node-processes.ts';
import { pythonServices } from './python-services.ts';
import type { StackOptions } from './stack-options.ts';
import { stackPaths } from './stack-paths.ts';
import { topicsTask } from './topics-task.ts';

export interface StackPlan {
  processes: ProcessSpec[];
  tasks: TaskSpec[];
  kafkaBrokers: string;
  databaseUrl: string;
}

/** Says what is to run, and starts nothing. One's own broker or database takes the place of the embedded one. */
export function planStack(options: StackOptions, say: (line: string) => void): StackPlan {
  const wants = (name: ProcessName) => options.only === null || options.only.includes(name);
  const broker = options.kafkaBrokers === null && wants('kafka') ? planBroker(options, say) : null;
  const database = options.databaseUrl === null && wants('postgres') ? planDatabase(options) : null;
  const kafkaBrokers = options.kafkaBrokers ?? `127.0.0.1:${options.ports.kafka}`;
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const cache = options.env.NODE_COMPILE_CACHE || join(options.cacheFolder, 'compiled');
  const env = { ...childEnvironment(options, { kafkaBrokers, databaseUrl }), NODE_COMPILE_CACHE: cache };
  const build = !options.dev && wants('web') && hasPages(options.root) ? consoleBuild(options, env) : null;
  const node = nodeProcesses(options, env, build?.env).filter(({ name }) => wants(name));
  const python = wants('loyalty') ? pythonServices(options, env, say) : { processes: [], tasks: [] };
  const processes = [broker?.process, database?.process, ...node, ...python.processes].filter(
    (spec) => spec !== undefined,
  );
  const tasks = [broker?.task, database?.task, build?.task].filter((task) => task !== undefined);
  tasks.push(...python.tasks, ...compileTask(options.root, compiledEntries(node), env));
  if (wants('orders') || wants('loyalty')) tasks.push(...topicsTask(options, env));
  return { processes, tasks, kafkaBrokers, databaseUrl };
}

function planBroker(options: StackOptions, say: (line: string) => void) {
  const { cacheFolder, ports, sideDoor, env, mavenRepository: repository } = options;
  const folder = stackPaths(options.dataFolder).kafka;
  return embeddedBroker({ folder, cacheFolder, ports, sideDoor, env, repository, say });
}

function planDatabase({ root, dataFolder, cacheFolder, ports }: StackOptions) {
  return embeddedDatabase({ root, folder: stackPaths(dataFolder).postgres, cacheFolder, port: ports.postgres });
}
