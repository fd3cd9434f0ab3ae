import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForFile } from '../install/claim-file.js';
import { kafkaVersion } from '../plan/defaults.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { fetchByLock } from './fetch-by-lock.ts';
import { fetchByMaven } from './fetch-by-maven.ts';
import { fileNameOf, type LockedJar, lockedJars, wrongJars } from './locked-jars.ts';

export interface FetchJarsOptions {
  cacheFolder: string;
  /** Base address of the Maven repository that is asked where there is no Maven; null when none is set. */
  repository: string | null;
  say: (line: string) => void;
  signal?: AbortSignal;
  jars?: readonly LockedJar[];
  byMaven?: typeof fetchByMaven;
}

export function jarFolder(cacheFolder: string): string {
  return join(cacheFolder, 'kafka', kafkaVersion, 'libs');
}

/** Whether all jars are there in full: a marker is written last, and the sizes are compared at every start. */
export async function hasJars(cacheFolder: string, jars: readonly LockedJar[] = lockedJars): Promise<boolean> {
  const folder = jarFolder(cacheFolder);
  const marker = await readFile(join(folder, '.complete'), 'utf8').catch(() => null);
  if (marker !== markerText(jars)) return false;
  const sizes = await Promise.all(jars.map((jar) => stat(join(folder, fileNameOf(jar))).catch(() => null)));
  return jars.every((jar, index) => sizes[index]?.size === jar.bytes);
}

/**
 * Brings the broker's jars into the cache, by Maven or from the lock list, and returns their folder. Does nothing when
 * they are there; what an interrupted download left is fetched anew. Throws StackProblem.
 */
export async function fetchJars(options: FetchJarsOptions): Promise<string> {
  const { cacheFolder, jars = lockedJars } = options;
  const folder = jarFolder(cacheFolder);
  if (await hasJars(cacheFolder, jars)) return folder;
  const release = await waitForFile(`${folder}.lock`, ({ pid }) =>
    options.say(`broker        process ${pid} fetches it`),
  );
  try {
    if (!(await hasJars(cacheFolder, jars))) await fetchInto(folder, jars, options);
    return folder;
  } finally {
    release();
  }
}

async function fetchInto(folder: string, jars: readonly LockedJar[], options: FetchJarsOptions): Promise<void> {
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  options.say(`broker        fetching Apache Kafka ${kafkaVersion} …`);
  const mavenSays = await (options.byMaven ?? fetchByMaven)(draft, options.signal);
  const wrong = await wrongJars(draft, jars);
  if (wrong.length > 0) await fetchRest(draft, wrong, options, mavenSays);
  await writeFile(join(draft, '.complete'), markerText(jars));
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}

async function fetchRest(folder: string, jars: LockedJar[], options: FetchJarsOptions, mavenSays: string | null) {
  try {
    if (options.repository === null) throw new Error('NIBBLE_MAVEN_REPOSITORY names no repository');
    await fetchByLock(folder, jars, { repository: options.repository, signal: options.signal });
  } catch (cause) {
    const maven =
      mavenSays === 'missing' ? 'Maven is not installed' : `Maven did not fetch it (${mavenSays ?? 'other jars'})`;
    const lock = cause instanceof Error ? cause.message : String(cause);
    throw new StackProblem(
      `Apache Kafka could not be fetched: ${maven}, and ${lock}.`,
      'sudo apt-get install -y maven   (or name a Maven repository: NIBBLE_MAVEN_REPOSITORY=https://… npm start)',
      { cause },
    );
  }
}

function markerText(jars: readonly LockedJar[]): string {
  return `${jars.map((jar) => `${jar.sha256}  ${fileNameOf(jar)}`).join('\n')}\n`;
}
