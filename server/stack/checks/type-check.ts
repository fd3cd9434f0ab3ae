import type { Checker, Finding } from './checker.ts';
import { projectFiles } from './project-files.ts';
import { runTool } from './run-tool.ts';

/** tsc over the whole project. */
export const typeCheck: Checker = {
  name: 'types',
  async run(root) {
    const args = ['-p', '.config/tsconfig.json', '--noEmit', '--pretty', 'false', '--listFiles'];
    const { exitCode, stdout } = await runTool(root, 'typescript/bin/tsc', args);
    const lines = stdout.split('\n');
    const looked = lines.filter((line) => isOurs(line, root)).length;
    const findings = exitCode === 0 ? [] : errorsIn(lines);
    const expected = (await projectFiles(root, ['.ts', '.tsx'])).length;
    return { looked, expected, of: 'files', findings, notes: [] };
  },
};

function isOurs(line: string, root: string): boolean {
  return line.startsWith(`${root}/`) && !line.includes('/node_modules/');
}

function errorsIn(lines: string[]): Finding[] {
  const errors = lines.filter((line) => /error TS\d+/.test(line) || line.startsWith('  '));
  const mend = 'Make the types agree; where the compiler cannot know, narrow at the door (zod, ajv) rather than cast.';
  return [{ where: '', what: errors.length > 0 ? errors.join('\n') : lines.slice(-20).join('\n'), mend }];
}
