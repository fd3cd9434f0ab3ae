import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { StackProblem } from '../plan/stack-problem.ts';
import { runCommand } from '../supervisor/run-command.ts';
import { fileNameOf, lockedJars } from './locked-jars.ts';
import { type BrokerPlace, type SideDoor, serverProperties } from './server-properties.ts';

export interface StorageOptions {
  folder: string;
  java: string;
  jars: string;
  ports: { kafka: number; controller: number };
  sideDoor?: SideDoor | undefined;
  signal: AbortSignal;
}

export function settingsFile(folder: string): string {
  return join(folder, 'server.properties');
}

/** Writes the broker's settings and formats its storage, once. Throws StackProblem. */
export async function prepareStorage(options: StorageOptions): Promise<void> {
  const { folder, java, jars, ports, sideDoor, signal } = options;
  const logFolder = join(folder, 'data');
  const place: BrokerPlace = { port: ports.kafka, controllerPort: ports.controller, logFolder, sideDoor };
  await mkdir(place.logFolder, { recursive: true });
  const file = settingsFile(folder);
  await writeFile(file, serverProperties(place));
  // Written last: a format that was cut short is done again, which the tool allows.
  const formatted = join(folder, 'formatted');
  if (existsSync(formatted)) return;
  const tool = [
    ...javaFlags(jars),
    'kafka.tools.StorageTool',
    'format',
    '-t',
    clusterId(),
    '-c',
    file,
    '--ignore-formatted',
  ];
  const done = await runCommand(java, ['-Xmx128m', ...tool], { timeoutMs: 60_000, signal });
  if (done.code !== 0) {
    throw new StackProblem(
      `The broker's storage could not be formatted:\n${done.output.trim()}`,
      'npm run stack -- reset',
    );
  }
  await writeFile(formatted, '');
}

/** What every JVM of the stack is started with. The class path is spelt out: archives of classes depend on its order. */
export function javaFlags(jars: string): string[] {
  const classPath = lockedJars.map((jar) => join(jars, fileNameOf(jar))).join(delimiter);
  return ['-XX:+UseSerialGC', '-Xlog:cds*=error', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', classPath];
}

// Sixteen random bytes in base64url; the tool would take a leading dash for an option.
function clusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}
