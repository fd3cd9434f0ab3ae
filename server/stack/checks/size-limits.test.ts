import { describe, expect, test } from 'vitest';
import { sizeLimits } from './size-limits.ts';
import { withTree } from './with-tree.ts';

const body = (lines: number): string => '  go();\n'.repeat(lines - 2);
const aFunction = (lines: number): string => `export function work() {\n${body(lines)}}\n`;
const component = (lines: number): string => `export const List = () => {\n${body(lines - 1)}  return <p>é</p>;\n};\n`;

async function findingsFor(path: string, text: string): Promise<string[]> {
  const { findings } = await withTree({ [path]: text }, (root) => sizeLimits.run(root));
  return findings.map(({ where, what }) => `${where} ${what}`);
}

describe('sizes', () => {
  test('a file of 401 lines is too long, one of 400 is not', async () => {
    const long = await findingsFor('server/a.ts', 'go();\n'.repeat(401));
    expect(long).toEqual(['server/a.ts the file has 401 lines, 400 are allowed']);
    expect(await findingsFor('server/a.ts', 'go();\n'.repeat(400))).toEqual([]);
  });

  test('a function of 61 lines is too long, wherever it hides', async () => {
    expect(await findingsFor('server/a.ts', `// é\n\n${aFunction(61)}`)).toEqual([
      'server/a.ts:3 the function work has 61 lines, 60 are allowed',
    ]);
    const method = `class A {\n  work() {\n${body(61)}  }\n}\n`;
    expect(await findingsFor('server/a.ts', method)).toHaveLength(1);
    expect(await findingsFor('server/a.ts', `run(() => {\n${body(61)}});\n`)).toHaveLength(1);
    expect(await findingsFor('server/a.ts', aFunction(60))).toEqual([]);
  });

  test('a component may be longer, up to 150 lines', async () => {
    expect(await findingsFor('app/list.tsx', component(150))).toEqual([]);
    expect(await findingsFor('app/list.tsx', component(151))).toEqual([
      'app/list.tsx:1 the component List has 151 lines, 150 are allowed',
    ]);
  });

  test('a group of tests is not measured, each test is', async () => {
    expect(await findingsFor('server/a.test.ts', `describe('a', () => {\n${body(90)}});\n`)).toEqual([]);
    expect(await findingsFor('server/a.test.ts', `test('a', () => {\n${body(90)}});\n`)).toHaveLength(1);
  });

  test('a file that is no TypeScript is an error, not a pass', async () => {
    const looking = withTree({ 'server/a.ts': 'const = ;\n' }, (root) => sizeLimits.run(root));
    await expect(looking).rejects.toThrow('server/a.ts cannot be parsed');
  });
});
