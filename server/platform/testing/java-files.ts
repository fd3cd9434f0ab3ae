import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const kafkaCache = resolve(import.meta.dirname, '../../../.nibble/cache/kafka');
const fetchMs = 120_000;

/** The source that Java compiles as it starts it (JEP 330). */
export const groupMembersSource = join(import.meta.dirname, 'java', 'group-members.java');

export function javaCommand(): string {
  const home = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : null;
  return home && existsSync(home) ? home : 'java';
}

/** A runtime without the compiler runs the broker, but no source. */
export async function canCompileJava(): Promise<boolean> {
  const listed = await run(javaCommand(), ['--list-modules']).catch(() => null);
  return listed?.stdout.includes('jdk.compiler') ?? false;
}

/** The broker's jars, as the stack has fetched them, and the one of Kafka Streams where it can be had. */
export async function javaClassPath(): Promise<{ classPath: string; withStreams: boolean }> {
  const version = (await readdir(kafkaCache)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (version === undefined) throw new Error(`The jars of the broker are not in ${kafkaCache}`);
  const streams = join(kafkaCache, version, 'streams');
  const withStreams = existsSync(streams) || (await fetchStreams(streams));
  return { classPath: [join(kafkaCache, version, 'libs', '*'), join(streams, '*')].join(delimiter), withStreams };
}

/** By Maven, once; where there is none the others still go. */
async function fetchStreams(folder: string): Promise<boolean> {
  const draft = `${folder}.${process.pid}`;
  const pom = join(import.meta.dirname, 'java', 'pom.xml');
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`];
  try {
    await mkdir(draft, { recursive: true });
    await run('mvn', ['-B', '-q', '-f', pom, ...goal], { timeout: fetchMs });
    await rename(draft, folder);
  } catch {
    await rm(draft, { recursive: true, force: true });
  }
  return existsSync(folder);
}
