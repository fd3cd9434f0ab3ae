import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { explainDifference } from '#schemas/compatibility/difference.ts';
import { type Break, compatibilityLevels, judgeVersion } from '#schemas/compatibility/judge-version.ts';
import { compareWithLock } from '#schemas/schema-lock.ts';
import type { Checker, Finding } from './checker.ts';
import { projectFiles } from './project-files.ts';

const topicsSchema = z.object({
  topics: z.array(
    z.object({
      name: z.string(),
      domain: z.string(),
      compatibility: z.object({ level: z.enum(compatibilityLevels), policy: z.enum(['STRICT', 'LENIENT']) }),
    }),
  ),
});
type Topic = z.infer<typeof topicsSchema>['topics'][number];
type EventFile = { path: string; domain: string; type: string; version: number; text: string };

/** A published version of an event never changes, and a new one keeps the compatibility level of its topic. */
export const publishedSchemas: Checker = {
  name: 'published schemas',
  async run(root) {
    const paths = (await projectFiles(root, ['.json'])).filter((path) => path.startsWith('schemas/events/'));
    const files = await Promise.all(paths.map((path) => readEventFile(root, path)));
    const lock = z.record(z.string(), z.string()).parse(await readJson(root, 'schemas/published.json'));
    const { topics } = topicsSchema.parse(await readJson(root, 'schemas/topics.json'));
    const named = files.filter((file) => file !== null);
    const misnamed = paths.filter((_, at) => files[at] === null).map(badName);
    const findings = [...misnamed, ...heldToLock(lock, named), ...judgeTypes(topics, named)];
    return { looked: paths.length, expected: Object.keys(lock).length, of: 'files', findings, notes: [] };
  },
};

async function readEventFile(root: string, path: string): Promise<EventFile | null> {
  const [, domain, type, version] =
    /^schemas\/events\/([a-z]+)\/([a-z_]+\.[a-z_]+)\.v([1-9]\d*)\.json$/.exec(path) ?? [];
  if (!domain || !type || !version) return null;
  return { path, domain, type, version: Number(version), text: await readFile(join(root, path), 'utf8') };
}

async function readJson(root: string, path: string): Promise<unknown> {
  const text = await readFile(join(root, path), 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}

function heldToLock(lock: Record<string, string>, files: EventFile[]): Finding[] {
  const { fresh, changed, gone } = compareWithLock(
    lock,
    new Map(files.map(({ path, text }) => [belowSchemas(path), text])),
  );
  return [
    ...changed.map((path) => ({
      where: `schemas/${path}`,
      what: 'was published, and is not what it was',
      mend: 'Take the change back and write it as the next version, or as a new type: schemas/events/README.md says which.',
    })),
    ...gone.map((path) => ({
      where: `schemas/${path}`,
      what: 'was published, and is gone',
      mend: 'Bring it back: its events stay in topics, dead letters and stores. schemas/events/README.md says how long.',
    })),
    ...fresh.map((path) => ({
      where: `schemas/${path}`,
      what: 'is not published yet',
      mend: 'When it is as you want it for good: node schemas/publish-schemas.ts',
    })),
  ];
}

function belowSchemas(path: string): string {
  return path.replace(/^schemas\//, '');
}

function judgeTypes(topics: Topic[], files: EventFile[]): Finding[] {
  const types = Map.groupBy(files, ({ type }) => type);
  return [...types.values()].flatMap((versions) =>
    judgeVersions(
      topics,
      versions.toSorted((a, b) => a.version - b.version),
    ),
  );
}

function judgeVersions(topics: Topic[], versions: EventFile[]): Finding[] {
  return versions.flatMap((file, at) => {
    if (file.version !== at + 1) return [gap(file, at + 1)];
    const topic = topics.find(({ domain }) => domain === file.domain);
    if (!topic) return [noTopic(file)];
    const older = versions.slice(0, at).map(({ version, text }) => ({ version, schema: JSON.parse(text) }));
    const broken = judgeVersion(JSON.parse(file.text), older, topic.compatibility);
    return broken ? [incompatible(file, topic, broken)] : [];
  });
}

function badName(path: string): Finding {
  const mend = 'Name it schemas/events/<domain>/<type>.v<N>.json; the type is <noun>.<past tense>.';
  return { where: path, what: 'is not named like an event', mend };
}

function gap({ path, type, domain }: EventFile, expected: number): Finding {
  const what = `is not the next version of ${type} in ${domain}/`;
  return {
    where: path,
    what,
    mend: `Versions of a type stand in one folder and count up without a gap: v${expected}.`,
  };
}

function noTopic({ path, domain }: EventFile): Finding {
  const mend = `Give schemas/topics.json a topic of the domain ${domain}, with its compatibility level.`;
  return { where: path, what: 'belongs to no topic', mend };
}

function incompatible(
  { path }: EventFile,
  { name, compatibility }: Topic,
  { version, direction, differences }: Break,
): Finding {
  const reasons = differences.map((found) => `${found.path} ${found.code}: ${explainDifference(found)}`);
  const who =
    direction === 'backward'
      ? `readers of it cannot take version ${version}`
      : `readers of version ${version} cannot take it`;
  const what = `breaks ${compatibility.level} (${compatibility.policy}) of ${name}: ${who}\n${reasons.join('\n')}`;
  const mend =
    'Make what is new optional or give it a default; what must break is a new type: schemas/events/README.md.';
  return { where: path, what, mend };
}
