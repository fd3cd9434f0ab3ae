import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answersHttp } from '../supervisor/answers-http.ts';
import type { ProcessSpec } from '../supervisor/process-spec.ts';
import { type ProcessName, type ServiceName, serviceNames } from './defaults.ts';
import { reachableHost } from './reachable-host.ts';
import type { StackOptions } from './stack-options.ts';

const endWithSupervisor = join(import.meta.dirname, '../supervisor/end-with-supervisor.js');
// Measured at the default traffic: a small nursery and one helper thread save a third of what a service takes, and cost it
// nothing it would notice.
const memory = {
  service: ['--max-semi-space-size=1', '--max-old-space-size=64', '--v8-pool-size=1'],
  // With more helper threads its garbage collection took a fifth more CPU an event, and no less time. What lives is some
  // 50 MB; with twice this heap a full run took 130 MB more and was 4 % quicker.
  collector: ['--max-old-space-size=192', '--max-semi-space-size=8', '--v8-pool-size=1'],
};
// glibc gives threads heaps of their own and keeps what they free: 14 MB of 117 in a service. Elsewhere it means nothing.
const oneHeap = { MALLOC_ARENA_MAX: '1' };

interface NodeProcess {
  name: ProcessName;
  entry: string;
  flags: string[];
  args?: string[];
  after: string[];
  port: number | null;
  watch: string[];
  env?: Record<string, string>;
}

/** What a Node process of the stack is, beside what every process is. */
export interface NodeSpec extends ProcessSpec {
  /** The file it runs, absolute. */
  entry: string;
}

/** The TypeScript files that these processes run; Next compiles its own. */
export function compiledEntries(processes: NodeSpec[]): string[] {
  return processes.map(({ entry }) => entry).filter((entry) => entry.endsWith('.ts'));
}

/** The Node processes of the stack whose entry files are there: `services/` may have been deleted. */
export function nodeProcesses(options: StackOptions, env: NodeJS.ProcessEnv, webEnv = env): NodeSpec[] {
  const console = [collector(options), web(options)];
  const reference = options.services
    ? [...serviceNames.map((name) => service(name, options)), ...traffic(options)]
    : [];
  return [...console, ...reference]
    .filter(({ entry }) => existsSync(join(options.root, entry)))
    .map((one) => nodeProcess(one, options, one.name === 'web' ? webEnv : env));
}

function nodeProcess(one: NodeProcess, options: StackOptions, env: NodeJS.ProcessEnv): NodeSpec {
  const address = one.port === null ? null : `http://${reachableHost(options.env)}:${one.port}`;
  const entry = join(options.root, one.entry);
  return {
    name: one.name,
    entry,
    commandLine: () => [
      process.execPath,
      '--import',
      pathToFileURL(endWithSupervisor).href,
      ...one.flags,
      entry,
      ...(one.args ?? []),
    ],
    folder: options.root,
    env: { ...one.env, ...env },
    after: one.after,
    stopBefore: one.name === 'collector' ? [] : ['collector'],
    address,
    isReady: () => (address === null ? Promise.resolve(true) : answersHttp(`${address}/readyz`)),
    readyWithinMs: 180_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 15_000,
    channel: true,
    watch: one.watch.map((path) => join(options.root, path)),
  };
}

function collector({ ports }: StackOptions): NodeProcess {
  return {
    name: 'collector',
    entry: 'server/collector.ts',
    flags: memory.collector,
    after: ['compile', 'kafka', 'postgres'],
    port: ports.otlp,
    watch: ['server', 'schemas'],
  };
}

function web({ ports, dev, env }: StackOptions): NodeProcess {
  const host = env.HOST || '127.0.0.1';
  return {
    name: 'web',
    entry: 'node_modules/next/dist/bin/next',
    flags: dev ? [] : ['--max-old-space-size=384'],
    args: [dev ? 'dev' : 'start', '-H', host, '-p', String(ports.web)],
    after: ['build', 'postgres', 'kafka'],
    port: ports.web,
    watch: [],
  };
}

/** Notices go to a folder, unless the user has a mail server for them. */
function outbox({ dataFolder, env }: StackOptions): Record<string, string> {
  return env.NIBBLE_SMTP_URL ? {} : { NIBBLE_OUTBOX_FOLDER: join(dataFolder, 'outbox') };
}

function service(name: ServiceName, options: StackOptions): NodeProcess {
  return {
    name,
    entry: `services/${name}/main.ts`,
    flags: memory.service,
    after: ['compile', 'topics', 'postgres', 'kafka'],
    port: options.ports[name],
    watch: [`services/${name}`, 'services/_kit', 'server/platform', 'schemas'],
    env: { ...oneHeap, ...(name === 'notifications' && outbox(options)) },
  };
}

function traffic({ traffic: perMinute }: StackOptions): NodeProcess[] {
  if (perMinute === 0) return [];
  const watch = ['services/traffic', 'services/_kit', 'server/platform', 'schemas'];
  const after = [...serviceNames];
  const entry = 'services/traffic/main.ts';
  return [{ name: 'traffic', entry, flags: memory.service, after, port: null, watch, env: oneHeap }];
}
