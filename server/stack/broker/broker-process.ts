import { brokerMemory, type Ports } from '../plan/defaults.ts';
import { endedWithParent } from '../supervisor/ended-with-parent.ts';
import type { ProcessSpec, TaskSpec } from '../supervisor/process-spec.ts';
import { type FetchJarsOptions, fetchJars, jarFolder } from './fetch-jars.ts';
import { findJava } from './find-java.ts';
import { type JavaArchive, javaArchive } from './java-archive.ts';
import { javaFlags, prepareStorage, settingsFile } from './prepare-storage.ts';
import { probeBroker } from './probe-broker.ts';
import type { SideDoor } from './server-properties.ts';

export interface BrokerOptions extends Omit<FetchJarsOptions, 'signal'> {
  folder: string;
  ports: Pick<Ports, 'kafka' | 'controller'>;
  sideDoor?: SideDoor | undefined;
  env: NodeJS.ProcessEnv;
}

/** The broker as a process of the stack: the public main class in one JVM, loopback only; and the task that prepares it. */
export function embeddedBroker(options: BrokerOptions): { process: ProcessSpec; task: TaskSpec } {
  const { cacheFolder, folder, ports, sideDoor, env } = options;
  const jars = jarFolder(cacheFolder);
  let archive: JavaArchive | null = null;
  const prepare = async (signal: AbortSignal) => {
    const [java] = await Promise.all([findJava(env), fetchJars({ ...options, signal })]);
    await prepareStorage({ folder, java: java.command, jars, ports, sideDoor, signal });
  };
  return {
    task: { name: 'broker-files', after: [], run: prepare },
    process: {
      name: 'kafka',
      commandLine: async () => {
        const { command, says } = await findJava(env);
        archive = javaArchive(jars, says);
        const jvm = [...archive.flags(), ...brokerMemory, '-XX:MaxDirectMemorySize=128m', ...javaFlags(jars)];
        return endedWithParent('SIGTERM', [command, ...jvm, 'kafka.Kafka', settingsFile(folder)]);
      },
      env,
      onEnd: (signal) => archive?.settle(signal),
      after: ['broker-files'],
      address: `127.0.0.1:${ports.kafka}`,
      isReady: () => probeBroker('127.0.0.1', ports.kafka),
      readyWithinMs: 180_000,
      stopSignal: 'SIGTERM',
      stopWithinMs: 30_000,
      channel: false,
    },
  };
}
