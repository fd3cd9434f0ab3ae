import { readdir } from 'node:fs/promises';
import type { Checker, Finding } from './checker.ts';
import { projectFiles } from './project-files.ts';
import { runCommand } from './run-tool.ts';

const topLevel =
  /^(package\.json|package-lock\.json|next\.config\.js|tsconfig\.json|app|server|services|schemas|docker-compose\.yml|e2e|README\.md|public|instrumentation\.ts|instrumentation-client\.ts|proxy\.ts|LICENSE|\..*)$/;

/** What `.gitignore` leaves out; only looked at where there is no git to ask. */
const made = new Set(['node_modules', 'next-env.d.ts', 'test-results', 'playwright-report', 'tsconfig.tsbuildinfo']);

const vague = /(^|[-./])(utils?|helpers?|misc|common|manager)([-./]|$)/;

/** Top-level names are agreed; file names say what is in them. */
export const names: Checker = {
  name: 'names',
  async run(root) {
    const tops = await topLevelNames(root);
    const files = await projectFiles(root, ['.ts', '.tsx', '.js', '.mjs', '.css']);
    const findings = [
      ...tops.filter((name) => !topLevel.test(name)).map(strangeTop),
      ...files.filter((path) => !path.startsWith('schemas/') && vague.test(path)).map(vagueName),
    ];
    return { looked: tops.length + files.length, expected: files.length + 1, of: 'names', findings, notes: [] };
  },
};

async function topLevelNames(root: string): Promise<string[]> {
  const git = await runCommand(root, 'git', [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--full-name',
  ]).catch(() => null);
  if (git?.exitCode !== 0) return (await readdir(root)).filter((name) => !made.has(name));
  return [...new Set(git.stdout.split('\n').map((path) => path.split('/')[0] ?? ''))].filter((name) => name !== '');
}

function strangeTop(name: string): Finding {
  const mend = 'Find the room it belongs to; a new top-level name needs an agreement, and a line in names.ts.';
  return { where: name, what: 'is no agreed top-level name', mend };
}

function vagueName(path: string): Finding {
  const mend = 'Name the file or folder after its noun or its exported function, not after being shared.';
  return { where: path, what: 'has a name that says nothing', mend };
}
