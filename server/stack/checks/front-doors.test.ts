import { describe, expect, test } from 'vitest';
import { frontDoors } from './front-doors.ts';
import { withTree } from './with-tree.ts';

async function faultsOf(path: string, text: string): Promise<string[]> {
  const { findings } = await withTree({ [path]: text }, (root) => frontDoors.run(root));
  return findings.map(({ where, what }) => `${where} ${what}`);
}

describe('front doors', () => {
  test('hold names only', async () => {
    const door = 'server/traces/index.ts';
    expect(await faultsOf(door, "export * from './list.ts';\n")).toEqual([
      `${door}:1 a front door with \`export *\` opens every name behind it`,
    ]);
    const code = "export { list } from './list.ts';\n\nexport const more = 1;\n";
    expect(await faultsOf(door, code)).toEqual([`${door}:3 a front door holds code`]);
    expect(await faultsOf(door, "import { list } from './list.ts';\nexport { list };\n")).toHaveLength(2);
    const good = "import 'server-only';\nexport { list, type Listed } from './list.ts';\n";
    expect(await faultsOf(door, good)).toEqual([]);
  });

  test('a client component is named so, and nothing else is', async () => {
    const says = "'use client';\nexport const a = 1;\n";
    const silent = 'export const a = 1;\n';
    expect(await faultsOf('app/list.tsx', says)).toEqual(['app/list.tsx says "use client"']);
    expect(await faultsOf('app/list.client.tsx', silent)).toEqual(['app/list.client.tsx lacks "use client"']);
    expect(await faultsOf('app/list.client.tsx', says)).toEqual([]);
    expect(await faultsOf('app/flows/error.tsx', says)).toEqual([]);
  });
});
