import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Checker, Finding } from './checker.ts';
import { projectFiles } from './project-files.ts';
import { runTool } from './run-tool.ts';

const assertion = z.object({
  fullName: z.string(),
  status: z.string(),
  failureMessages: z.array(z.string()).default([]),
});

const results = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({ name: z.string(), message: z.string().default(''), assertionResults: z.array(assertion) }),
  ),
});

/** The tests that need neither broker nor database. */
export const pureTests: Checker = {
  name: 'pure tests',
  async run(root) {
    const files = await projectFiles(root, ['.test.ts', '.test.tsx']);
    const expected = files.filter((path) => !/\.(int|contract|trial|alone)\.test\./.test(path)).length;
    const folder = await mkdtemp(join(tmpdir(), 'nibble-pure-'));
    const output = join(folder, 'results.json');
    const args = [
      'run',
      '--config',
      '.config/vitest.config.ts',
      '--project',
      'pure',
      '--reporter=json',
      `--outputFile=${output}`,
    ];
    const run = await runTool(root, 'vitest/vitest.mjs', args);
    const text = await readFile(output, 'utf8').catch(() => null);
    await rm(folder, { recursive: true, force: true });
    if (text === null) throw new Error(`vitest gave no result: ${run.stderr || run.stdout}`);
    const { numPassedTests: passed, testResults } = results.parse(JSON.parse(text));
    const findings = testResults.flatMap((file) => findingsOf(file, root));
    const tests = { passed, failed: findings.length };
    return { looked: testResults.length, expected, of: 'test files', findings, notes: [`${passed} passed`], tests };
  },
};

function findingsOf(file: z.infer<typeof results>['testResults'][number], root: string): Finding[] {
  const where = file.name.replace(`${root}/`, '');
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  const mend = `See it alone: npm test -- --only pure ${where}`;
  if (failed.length === 0 && file.message) return [{ where, what: file.message, mend }];
  return failed.map(({ fullName, failureMessages }) => ({
    where,
    what: `${fullName}\n${failureMessages.join('\n')}`,
    mend,
  }));
}
