import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '#schemas/schema-lock.ts';
import { publishedSchemas } from './published-schemas.ts';
import { runChecker } from './run-checkers.ts';
import { withTree } from './with-tree.ts';

const first = { type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: 5 } } };
const second = { ...first, properties: { ...first.properties, b: { type: 'string' } } };
const v1 = 'schemas/events/order/order.created.v1.json';
const v2 = 'schemas/events/order/order.created.v2.json';

const topics = (level: string) => ({
  topics: [{ name: 'order-events', domain: 'order', compatibility: { level, policy: 'LENIENT' } }],
});

/** What is found when these files stand in the tree and the lock holds `published`. */
async function findingsIn(
  files: Record<string, object>,
  published: Record<string, object> = files,
  level = 'BACKWARD_TRANSITIVE',
) {
  const lock = Object.entries(published).map(([path, schema]) => [
    path.slice('schemas/'.length),
    fingerprintOf(JSON.stringify(schema)),
  ]);
  const tree = { ...files, 'schemas/published.json': Object.fromEntries(lock), 'schemas/topics.json': topics(level) };
  const texts = Object.entries(tree).map(([path, value]) => [path, JSON.stringify(value, null, 2)]);
  const { ok, findings } = await withTree(Object.fromEntries(texts), (root) => runChecker(publishedSchemas, root));
  expect(ok).toBe(findings.length === 0);
  return findings.map(({ where, what, mend }) => `${where}: ${what} → ${mend}`);
}

describe('published schemas', () => {
  test('a changed file of a published version is refused', async () => {
    const changed = { ...first, description: 'better words' };
    const found = await findingsIn({ [v1]: changed }, { [v1]: first });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/order.created.v1.json: was published, and is not what it was → .* next version/);
  });

  test('a published file that is gone is refused', async () => {
    const found = await findingsIn({ [v2]: first }, { [v1]: first, [v2]: first });
    expect(found).toContainEqual(expect.stringMatching(/v1.json: was published, and is gone → Bring it back/));
    expect(found).toContainEqual(expect.stringMatching(/v2.json: is not the next version .* v1/));
  });

  test('a file that is not published says how to publish it', async () => {
    expect(await findingsIn({ [v1]: first, [v2]: second }, { [v1]: first })).toEqual([
      expect.stringMatching(/v2.json: is not published yet → .*node schemas\/publish-schemas.ts/),
    ]);
  });

  test.each([
    [
      'a required field without default',
      { ...second, required: ['a', 'b'] },
      '#/properties/b REQUIRED_ATTRIBUTE_ADDED',
    ],
    [
      'a narrowed field',
      { ...first, properties: { a: { type: 'string', maxLength: 4 } } },
      '#/properties/a/maxLength MAX_LENGTH_DECREASED',
    ],
    ['another type', { ...first, properties: { a: { type: 'integer' } } }, '#/properties/a TYPE_CHANGED'],
  ])('a new version with %s breaks the level of its topic, with path and reason', async (_, schema, reason) => {
    const [found = '', ...more] = await findingsIn({ [v1]: first, [v2]: schema });
    expect(more).toEqual([]);
    expect(found).toContain(`${v2}: breaks BACKWARD_TRANSITIVE (LENIENT) of order-events`);
    expect(found).toContain(reason);
  });

  test('the level is that of the topic', async () => {
    const longer = { ...first, properties: { a: { type: 'string', maxLength: 6 } } };
    expect(await findingsIn({ [v1]: first, [v2]: longer })).toEqual([]);
    const [found] = await findingsIn({ [v1]: first, [v2]: longer }, undefined, 'FULL');
    expect(found).toMatch(/readers of version 1 cannot take it\n#\/properties\/a\/maxLength MAX_LENGTH_DECREASED/);
  });

  test('a level that nobody knows, and a file of no topic or with no version, are refused', async () => {
    expect((await findingsIn({ [v1]: first }, undefined, 'SOMEWHAT'))[0]).toMatch(/level/);
    const stray = 'schemas/events/menu/menu.updated.v1.json';
    expect((await findingsIn({ [stray]: first }))[0]).toMatch(/belongs to no topic → .*domain menu/);
    expect(await findingsIn({ 'schemas/events/order/created.json': first })).toContainEqual(
      expect.stringMatching(/is not named like an event/),
    );
  });

  test('nothing to look at is no pass', async () => {
    expect(await findingsIn({}, {})).toEqual([expect.stringMatching(/looked at 0 files/)]);
  });

  test('versions in order pass', async () => {
    expect(await findingsIn({ [v1]: first, [v2]: second })).toEqual([]);
  });
});
