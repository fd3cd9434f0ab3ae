import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Checker } from './checker.ts';
import { deadCode } from './dead-code.ts';
import { formatAndLint } from './format-and-lint.ts';
import { pureTests } from './pure-tests.ts';
import { runChecker } from './run-checkers.ts';
import { runCommand } from './run-tool.ts';
import { typeCheck } from './type-check.ts';
import { withTree } from './with-tree.ts';

/** Slow: each case starts the tool itself on a tree of its own. */
function outcomeOf(checker: Checker, files: Record<string, string>) {
  return withTree(files, async (root) => {
    await runCommand(root, 'git', ['init', '--quiet']);
    return runChecker(checker, root);
  });
}

const textOf = (outcome: Awaited<ReturnType<typeof outcomeOf>>): string =>
  outcome.findings.map(({ where, what, mend }) => `${where} ${what} ${mend}`).join('\n');

describe('format and lint', () => {
  test.each([
    ['noExplicitAny', 'export const a: any = 1;\n'],
    ['noNonNullAssertion', 'export const a = (b: string | null) => b!;\n'],
    ['noDefaultExport', 'export default 1;\n'],
    ['useImportType', "import { Checker } from './b.ts';\nexport const a: Checker | null = null;\n"],
    ['noReExportAll', "export * from './b.ts';\n"],
    ['noEnum', 'export enum A {\n  B = 1,\n}\n'],
    ['noParameterProperties', 'export class A {\n  constructor(private b: number) {}\n}\n'],
    ['noUnusedVariables', 'const a = 1;\n'],
    ['noFocusedTests', "test.only('a', () => 1);\n"],
    ['noSkippedTests', "test.skip('a', () => 1);\n"],
    ['format', 'export const a   = 1\n'],
  ])('%s', async (rule, text) => {
    const outcome = await outcomeOf(formatAndLint, { 'server/a.ts': text });
    expect(outcome.ok).toBe(false);
    expect(textOf(outcome)).toContain(rule);
  });

  test('a file name in capitals is refused, the default export of a page is not', async () => {
    const page = 'export default function Page() {\n  return null;\n}\n';
    expect((await outcomeOf(formatAndLint, { 'app/page.tsx': page })).findings).toEqual([]);
    expect(textOf(await outcomeOf(formatAndLint, { 'app/FlowList.tsx': 'export const a = 1;\n' }))).toContain(
      'useFilenamingConvention',
    );
  });
});

describe('types', () => {
  test.each([
    ['TS2322', 'export const a: string = 1;\n'],
    ['TS18048', 'export const a = (b: string[]) => b[0].length;\n'],
    ['TS1294', 'export namespace A {\n  export const b = 1;\n}\n'],
  ])('%s', async (code, text) => {
    const outcome = await outcomeOf(typeCheck, { 'server/a.ts': text });
    expect(outcome.ok).toBe(false);
    expect(textOf(outcome)).toMatch(new RegExp(`server/a.ts.*error ${code}`.replace('TS18048', 'TS(18048|2532)')));
  });

  test('files that the settings leave out do not pass unseen', async () => {
    const outcome = await outcomeOf(typeCheck, { 'server/a.ts': 'export const a = 1;\n' });
    expect(outcome.findings).toEqual([]);
    const blind = await withTree({ 'server/a.ts': 'export const a = 1;\n' }, async (root) => {
      await rm(join(root, '.config/tsconfig.json'));
      return runChecker(typeCheck, root);
    });
    expect(blind.ok).toBe(false);
  });
});

describe('dead code', () => {
  test('a file, an export and a package that nothing uses', async () => {
    const outcome = await outcomeOf(deadCode, {
      'server/collector.ts': "import { used } from './used.ts';\nused();\n",
      'server/used.ts': 'export const used = () => 1;\nexport const spare = 1;\n',
      'server/lost.ts': 'export const lost = 1;\n',
    });
    expect(textOf(outcome)).toContain('server/lost.ts nothing imports this file');
    expect(textOf(outcome)).toContain('server/used.ts:2 exports: spare');
    expect(textOf(outcome)).toContain('dependencies: kafkajs');
    expect(textOf(outcome)).not.toContain('exports: used');
  });

  test('a run that saw no file is not clean', async () => {
    const blind = '{ "project": ["nowhere/**"], "vitest": false, "next": false, "playwright": false }';
    const code = { 'server/collector.ts': 'export const a = 1;\n', 'server/b.ts': 'export const b = 1;\n' };
    const outcome = await outcomeOf(deadCode, { ...code, '.config/knip.json': blind });
    expect(textOf(outcome)).toMatch(/looked at \d files, but there are \d or more/);
  });
});

describe('pure tests', () => {
  test('a failing test is named, with a way to see it alone', async () => {
    const outcome = await outcomeOf(pureTests, {
      'server/a.test.ts': "import { expect, test } from 'vitest';\ntest('adds', () => expect(1 + 1).toBe(3));\n",
    });
    expect(textOf(outcome)).toContain('server/a.test.ts adds');
    expect(textOf(outcome)).toContain('npm test -- --only pure server/a.test.ts');
  });

  test('a file that breaks before its first test is named', async () => {
    const outcome = await outcomeOf(pureTests, { 'server/a.test.ts': "throw new Error('broken at the top');\n" });
    expect(textOf(outcome)).toContain('broken at the top');
  });

  test('no test at all is not a pass', async () => {
    expect((await outcomeOf(pureTests, {})).ok).toBe(false);
  });
});
