import { describe, expect, test } from 'vitest';
import { names } from './names.ts';
import { withTree } from './with-tree.ts';

async function strangeIn(files: Record<string, string>): Promise<string[]> {
  const { findings } = await withTree(files, (root) => names.run(root));
  return findings.map(({ where }) => where);
}

describe('names', () => {
  test('a new top-level name is refused', async () => {
    expect(await strangeIn({ 'lib/a.ts': '', 'app/a.ts': '' })).toEqual(['lib']);
  });

  test('names that say nothing are refused, in files and folders', async () => {
    const vague = ['app/utils/a.ts', 'server/date-helpers.ts', 'server/lag-manager.ts', 'services/common/b.ts'];
    const fine = ['app/uncommon.ts', 'server/manage-lag.ts', 'schemas/api/common.ts'];
    const found = await strangeIn(Object.fromEntries([...vague, ...fine].map((path) => [path, ''])));
    expect(found.sort()).toEqual([...vague].sort());
  });
});
