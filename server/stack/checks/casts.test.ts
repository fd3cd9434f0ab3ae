import { describe, expect, test } from 'vitest';
import { casts } from './casts.ts';
import { withTree } from './with-tree.ts';

async function placesOf(text: string): Promise<string[]> {
  const { findings } = await withTree({ 'server/a.ts': text }, (root) => casts.run(root));
  return findings.map(({ where }) => where);
}

describe('casts', () => {
  test('one without its guarantee is found, wherever it stands', async () => {
    expect(await placesOf('export const a = JSON.parse("1") as number;\n')).toEqual(['server/a.ts:1']);
    expect(await placesOf('export function a(b: unknown) {\n  return b as number;\n}\n')).toEqual(['server/a.ts:2']);
    expect(await placesOf('// a number\nexport const a = JSON.parse("1") as number;\n')).toHaveLength(1);
  });

  test('one in a function that says why is fine', async () => {
    const above = '/** The driver gives int8 as text. */\nfunction asText(b: unknown) {\n  return b as string;\n}\n';
    const inside = 'const asText = (b: unknown) => {\n  // The driver gives int8 as text.\n  return b as string;\n};\n';
    expect(await placesOf(above)).toEqual([]);
    expect(await placesOf(inside)).toEqual([]);
  });

  test('what takes nothing on trust is no cast', async () => {
    expect(await placesOf("export const a = ['b'] as const;\nexport const c = null as string | null;\n")).toEqual([]);
    expect(await placesOf('export const a = 1 as unknown;\nexport const b = [] as string[];\n')).toEqual([]);
    expect(await placesOf('export const b = [JSON.parse("1")] as string[];\n')).toHaveLength(1);
  });
});
