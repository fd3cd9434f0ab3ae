import { totalmem } from 'node:os';
import { hasJars } from '../broker/fetch-jars.ts';
import { findJava } from '../broker/find-java.ts';
import { chooseUser } from '../database/choose-user.ts';
import { packagedPostgres } from '../database/find-binaries.ts';
import { isAlive } from '../install/process-identity.js';
import { pythonServiceNames } from '../plan/defaults.ts';
import { planNames } from '../plan/plan-names.ts';
import type { StackOptions } from '../plan/stack-options.ts';
import { stackPaths } from '../plan/stack-paths.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { findPython, pythonNeeded } from '../python/find-python.ts';
import { runCommand } from '../supervisor/run-command.ts';
import { columns } from '../supervisor/show-status.ts';
import { readState } from '../supervisor/state-file.ts';
import { dataFolderProblem } from './check-data-folder.ts';
import { portsOf, takenPort } from './check-ports.ts';

const NEEDED_MEMORY = 3_000_000_000;

interface Check {
  subject: string;
  /** Says what was found; throws StackProblem when something is wrong. */
  look: () => Promise<string>;
}

/** Looks at everything the stack needs and prints a table. Returns 1 when anything is wrong, else 0. */
export async function examine(options: StackOptions): Promise<number> {
  const results = await Promise.all(checks(options).map(result));
  for (const { subject, says, problem } of results) {
    console.log(columns([problem ? '✗' : '✓', subject, says], [3, 12, 0]));
    if (problem) console.log(`${' '.repeat(15)}mend it with: ${problem.mend}`);
  }
  const wrong = results.filter(({ problem }) => problem).length;
  console.log(wrong === 0 ? '\nAll is well: npm start' : `\n${wrong} of ${results.length} need mending.`);
  return wrong === 0 ? 0 : 1;
}

function checks(options: StackOptions): Check[] {
  const always: Check[] = [
    { subject: 'node', look: async () => `Node ${process.versions.node} at ${process.execPath}` },
    { subject: 'data', look: () => lookAtData(options) },
    { subject: 'memory', look: lookAtMemory },
    { subject: 'python', look: () => lookAtPython(options) },
    { subject: 'ports', look: () => lookAtPorts(options) },
  ];
  const broker: Check[] = [
    { subject: 'java', look: () => lookAtJava(options) },
    { subject: 'broker', look: () => lookAtJars(options) },
  ];
  const database: Check[] = [
    { subject: 'postgresql', look: () => lookAtPostgres(options) },
    { subject: 'user', look: lookAtUser },
  ];
  return [...always, ...(options.kafkaBrokers ? [] : broker), ...(options.databaseUrl ? [] : database)];
}

async function result({
  subject,
  look,
}: Check): Promise<{ subject: string; says: string; problem: StackProblem | null }> {
  try {
    return { subject, says: await look(), problem: null };
  } catch (error) {
    if (error instanceof StackProblem) return { subject, says: error.sentence, problem: error };
    const problem = new StackProblem(`Looking failed: ${String(error)}`, 'npm ci', { cause: error });
    return { subject, says: problem.sentence, problem };
  }
}

async function lookAtData({ dataFolder }: StackOptions): Promise<string> {
  const problem = await dataFolderProblem(dataFolder);
  if (problem) throw problem;
  return `${dataFolder} can be written to and has room`;
}

async function lookAtMemory(): Promise<string> {
  // A container may have less than the machine.
  const bytes = Math.min(totalmem(), process.constrainedMemory() || totalmem());
  const size = `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= NEEDED_MEMORY) return `${size}, 3 GB needed`;
  throw new StackProblem(
    `This machine has ${size} of memory, and the whole stack wants 3 GB.`,
    'KAFKA_BROKERS=… npm start -- --console',
  );
}

/** Nothing to mend: the others do without. */
async function lookAtPython({ env }: StackOptions): Promise<string> {
  const found = await findPython(env);
  if (found) return `Python ${found.version} (${found.command})`;
  return `no ${pythonNeeded}: ${pythonServiceNames.join(', ')} is left out`;
}

async function lookAtPorts(options: StackOptions): Promise<string> {
  const state = readState(stackPaths(options.dataFolder).state);
  if (state && isAlive(state.supervisor)) return `in use by the running stack (process ${state.supervisor.pid})`;
  const names = portsOf(planNames(options));
  const taken = await takenPort(options.ports, names);
  if (taken) throw taken;
  return `${names.map((name) => options.ports[name]).join(', ')} are free`;
}

async function lookAtJava({ env }: StackOptions): Promise<string> {
  const { command, version } = await findJava(env);
  return `Java ${version} (${command})`;
}

async function lookAtJars({ cacheFolder, mavenRepository }: StackOptions): Promise<string> {
  if (await hasJars(cacheFolder)) return 'Apache Kafka is in the cache';
  if ((await runCommand('mvn', ['-v'])).code === 0) return 'not fetched yet; Maven will fetch it at the first start';
  const mend =
    'sudo apt-get install -y maven   (or name a Maven repository: NIBBLE_MAVEN_REPOSITORY=https://… npm start)';
  const missing = 'Apache Kafka is not fetched yet, Maven is not installed and';
  if (!mavenRepository) throw new StackProblem(`${missing} NIBBLE_MAVEN_REPOSITORY names no repository.`, mend);
  try {
    const answer = await fetch(mavenRepository, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
    return `not fetched yet; ${mavenRepository} answers (${answer.status}) and will be asked at the first start`;
  } catch (cause) {
    throw new StackProblem(`${missing} ${mavenRepository} does not answer.`, mend, { cause });
  }
}

async function lookAtPostgres({ root }: StackOptions): Promise<string> {
  return `PostgreSQL is at ${packagedPostgres(root)}`;
}

async function lookAtUser(): Promise<string> {
  const { kind } = await chooseUser();
  const words = {
    self: 'runs as you',
    namespace: 'runs in a user namespace of its own',
    nobody: 'runs as nobody, as you are root',
  };
  return `PostgreSQL ${words[kind]}`;
}
