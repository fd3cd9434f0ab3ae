import { z } from 'zod';
import { projectRoot } from '../plan/stack-options.ts';
import type { Checker, Finding } from './checker.ts';
import { projectFiles } from './project-files.ts';
import { runTool } from './run-tool.ts';

const report = z.object({
  processed: z.number(),
  found: z.array(
    z.object({ kind: z.string(), file: z.string(), symbol: z.string(), line: z.number().nullable().default(null) }),
  ),
});

type Found = z.infer<typeof report>['found'][number];

const reporter = `${projectRoot}/server/stack/checks/report-dead-code.js`;

const unusedExport = 'Drop the `export` if its own file uses it, else delete it; git remembers.';
const unusedPackage = 'Remove it with `npm uninstall`, or import it where it is needed.';

const mends: Record<string, string> = {
  files: 'Delete the file, import it, or name it as an entry in .config/knip.json if something outside starts it.',
  exports: unusedExport,
  types: unusedExport,
  nsExports: unusedExport,
  nsTypes: unusedExport,
  enumMembers: unusedExport,
  dependencies: unusedPackage,
  devDependencies: unusedPackage,
  unlisted:
    'Install it with `npm install -E`, or stop importing it: it is here only because another package brought it.',
  unresolved: 'Mend the path.',
  binaries: 'Install the package that brings this command.',
  duplicates: 'Export it under one name.',
};

/** knip: files, exports and packages that nothing uses. */
export const deadCode: Checker = {
  name: 'dead code',
  async run(root) {
    const args = [
      '--config',
      '.config/knip.json',
      '--no-progress',
      '--no-config-hints',
      '--no-exit-code',
      '--exclude=cycles',
    ];
    const run = await runTool(root, 'knip/bin/knip.js', [...args, '--reporter', reporter]);
    const { processed, found } = parseReport(run.stdout, run.stderr);
    const expected = (await projectFiles(root, ['.ts', '.tsx', '.js'])).length;
    const findings = found.map((each) => asFinding(each, root));
    return { looked: processed, expected, of: 'files', findings, notes: [] };
  },
};

function parseReport(stdout: string, stderr: string): z.infer<typeof report> {
  const start = stdout.indexOf('{"processed"');
  if (start < 0) throw new Error(`knip gave no result: ${stderr || stdout}`);
  return report.parse(JSON.parse(stdout.slice(start)));
}

function asFinding({ kind, file, symbol, line }: Found, root: string): Finding {
  const path = file.replace(`${root}/`, '');
  const where = line === null ? path : `${path}:${line}`;
  const what = kind === 'files' ? 'nothing imports this file' : `${kind}: ${symbol}`;
  return { where, what, mend: mends[kind] ?? 'See knip.dev for this kind of finding.' };
}
