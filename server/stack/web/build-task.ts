import { existsSync, globSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { waitForFile } from '../install/claim-file.js';
import { consoleSources, sourceHash } from '../plan/source-hash.ts';
import type { StackOptions } from '../plan/stack-options.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import type { TaskSpec } from '../supervisor/process-spec.ts';
import { runCommand } from '../supervisor/run-command.ts';

// Next wants its output inside the project, whatever NIBBLE_DATA says.
const BUILDS = '.nibble/builds';
const KEPT_BUILDS = 4;
const SHOWN_LINES = 20;

export interface ConsoleBuild {
  task: TaskSpec;
  /** What Next must find in its environment to serve this build. */
  env: NodeJS.ProcessEnv;
}

/**
 * The production build of the console, made when there is none of these sources yet. Every state of the sources has a
 * folder of its own: a build beside a running console must not take that one's files away. A patient one takes only what
 * processor others leave.
 */
export function consoleBuild(
  { root, isPatient = false }: Pick<StackOptions, 'root'> & { isPatient?: boolean },
  env: NodeJS.ProcessEnv,
): ConsoleBuild {
  const name = sourceHash(root, consoleSources).slice(0, 16);
  const folder = `${BUILDS}/${name}`;
  const settings = { ...env, NEXT_DIST_DIR: folder, NEXT_TSCONFIG: `${BUILDS}/${name}.tsconfig.json` };
  const run = (signal: AbortSignal) => build({ root, folder, env: settings, isPatient }, signal);
  return { env: settings, task: { name: 'build', after: [], run } };
}

export function hasPages(root: string): boolean {
  return globSync('app/**/{page,route}.{ts,tsx}', { cwd: root }).length > 0;
}

type Building = { root: string; folder: string; env: NodeJS.ProcessEnv; isPatient: boolean };

async function build(building: Building, signal: AbortSignal): Promise<void> {
  const { root, folder, env } = building;
  const marker = join(root, folder, 'complete');
  if (existsSync(marker)) return;
  const release = await waitForFile(join(root, BUILDS, 'build.lock'), () => undefined);
  try {
    if (existsSync(marker)) return;
    await mkdir(join(root, folder), { recursive: true });
    await removeOldBuilds(root);
    writeOwnTsconfig(root, env);
    await runBuild(building, signal);
    if (!signal.aborted) writeFileSync(marker, '');
  } finally {
    release();
  }
}

// Next writes the folder of its types into the tsconfig it is given; the one in git must not change with every build.
function writeOwnTsconfig(root: string, env: NodeJS.ProcessEnv): void {
  const text = { extends: '../../tsconfig.json', include: ['../../app/**/*.ts', '../../app/**/*.tsx'] };
  writeFileSync(join(root, env.NEXT_TSCONFIG ?? ''), JSON.stringify(text));
}

async function runBuild({ root, env, isPatient }: Building, signal: AbortSignal): Promise<void> {
  const next = join(root, 'node_modules/next/dist/bin/next');
  const colourless = { ...env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const [program = '', ...args] = [...(isPatient ? ['nice', '-n', '19'] : []), process.execPath, next, 'build'];
  const done = await runCommand(program, args, { cwd: root, env: colourless, signal });
  if (signal.aborted || done.code === 0) return;
  const words = stripVTControlCharacters(done.output).trim().split('\n').slice(0, SHOWN_LINES).join('\n    ');
  throw new StackProblem(
    `The console could not be built:\n    ${words}`,
    'npm run check   (or npm run dev, which shows the rest)',
  );
}

async function removeOldBuilds(root: string): Promise<void> {
  const names = (await readdir(join(root, BUILDS), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const age = (name: string) => statSync(join(root, BUILDS, name)).mtimeMs;
  const newestFirst = names.map(({ name }) => name).sort((a, b) => age(b) - age(a));
  for (const name of newestFirst.slice(KEPT_BUILDS)) {
    await rm(join(root, BUILDS, name), { recursive: true, force: true });
    await rm(join(root, BUILDS, `${name}.tsconfig.json`), { force: true });
  }
}
