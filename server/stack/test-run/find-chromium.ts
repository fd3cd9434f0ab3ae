import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { runTool } from '../checks/run-tool.ts';

const run = promisify(execFile);

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium that starts: `CHROMIUM_PATH`, the system's, the one Playwright fetched earlier; else it is
 * installed (Debian's package where we are root, else Playwright's own download). Throws, saying what was tried.
 */
export async function findChromium(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<string> {
  if (env.CHROMIUM_PATH) {
    if (await starts(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH=${env.CHROMIUM_PATH} does not start. Unset it, or point it at a Chromium.`);
  }
  const there = await firstThatStarts(candidates(env));
  if (there) return there;
  const tried: string[] = [];
  for (const [what, install] of installers(env)) {
    say(`no Chromium here: ${what}`);
    tried.push(await install());
    const installed = await firstThatStarts(candidates(env));
    if (installed) return installed;
  }
  throw new Error(`No Chromium starts here. Install one and set CHROMIUM_PATH.\n${tried.join('\n')}`);
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...onMac, chromium.executablePath()].filter((path) => existsSync(path));
}

async function firstThatStarts(paths: string[]): Promise<string | null> {
  for (const path of paths) if (await starts(path)) return path;
  return null;
}

/** Some distributions leave a script of this name that only says where to get the real one. */
async function starts(path: string): Promise<boolean> {
  return run(path, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => /Chrom(e|ium)/.test(stdout),
    () => false,
  );
}

type Installer = [what: string, install: () => Promise<string>];

function installers(env: NodeJS.ProcessEnv): Installer[] {
  const ours: Installer = ["fetching Playwright's own", fetchPlaywrights];
  const isRoot = process.getuid?.() === 0;
  return isRoot && existsSync('/usr/bin/apt-get')
    ? [["installing Debian's package", () => installPackage(env)], ours]
    : [ours];
}

async function installPackage(env: NodeJS.ProcessEnv): Promise<string> {
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 64_000_000, timeout: 600_000 };
  try {
    await run('apt-get', ['update', '-q'], options);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
    return 'apt-get installed chromium, but it does not start';
  } catch (error) {
    return `apt-get install chromium: ${lastLines(error instanceof Error ? error.message : String(error))}`;
  }
}

async function fetchPlaywrights(): Promise<string> {
  const { exitCode, stdout, stderr } = await runTool(process.cwd(), 'playwright/cli.js', ['install', 'chromium']);
  if (exitCode === 0) return "Playwright's Chromium was fetched, but it does not start (its libraries may be missing)";
  return `playwright install chromium: ${lastLines(stderr || stdout)}`;
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}
