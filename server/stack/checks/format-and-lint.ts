import type { Checker, Finding } from './checker.ts';
import { projectFiles } from './project-files.ts';
import { runTool } from './run-tool.ts';

/** Biome: form and lint by `.biome.json`. */
export const formatAndLint: Checker = {
  name: 'format and lint',
  async run(root) {
    const args = ['check', '--error-on-warnings', '--max-diagnostics=50', '--colors=off', '.'];
    const run = await runTool(root, '@biomejs/biome/bin/biome', args);
    const output = `${run.stdout}\n${run.stderr}`;
    const looked = Number(/Checked (\d+) files?/.exec(output)?.[1] ?? 0);
    const findings = run.exitCode === 0 ? [] : diagnosticsIn(output);
    const expected = (await projectFiles(root, ['.ts', '.tsx', '.css'])).length;
    return { looked, expected, of: 'files', findings, notes: [] };
  },
};

function diagnosticsIn(output: string): Finding[] {
  return [
    {
      where: '',
      what: output.trim(),
      mend: '`npm run check -- --fix` mends form and what is safe to mend; for the rest each message names its rule.',
    },
  ];
}
