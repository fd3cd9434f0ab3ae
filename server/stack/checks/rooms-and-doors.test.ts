import { describe, expect, test } from 'vitest';
import { roomRules } from './room-rules.ts';
import { roomsAndDoors } from './rooms-and-doors.ts';
import { withTree } from './with-tree.ts';

const wholeHouse = {
  'schemas/order.ts': 'export type Order = { id: string };\n',
  'server/platform/db/index.ts': "export { open } from './open.ts';\n",
  'server/platform/db/open.ts': "import pg from 'pg';\nexport const open = () => new pg.Pool();\n",
  'server/traces/index.ts': "export { list } from './list.ts';\n",
  'server/traces/list.ts': "import { open } from '#server/platform/db/index.ts';\nexport const list = open;\n",
  'server/event-flow/index.ts': "export { get } from './get.ts';\n",
  'server/event-flow/get.ts': "import { list } from '#server/traces/index.ts';\nexport const get = list;\n",
  'server/collector.ts': "import { get } from '#server/event-flow/index.ts';\nget();\n",
  'services/_kit/index.ts': "export { run } from './run.ts';\n",
  'services/_kit/run.ts': 'export const run = () => 1;\n',
  'services/orders/main.ts': "import { run } from '#services/_kit/index.ts';\nrun();\n",
  'services/payments/main.ts': "import { run } from '#services/_kit/index.ts';\nrun();\n",
  'app/page.tsx': "import { get } from '#server/event-flow/index.ts';\nexport default () => String(get);\n",
  'app/list.client.tsx':
    "import type { Order } from '#schemas/order.ts';\nexport const List = (order: Order) => order.id;\n",
  'e2e/flow.spec.ts': "import type { Order } from '#schemas/order.ts';\nexport const order: Order = { id: '1' };\n",
};

/** Rule, file, what is written into it. Each must be the only rule that its fault breaks. */
const faults: [rule: string, path: string, text: string][] = [
  ['imports resolve', 'app/a.ts', "import '#server/nowhere/index.ts';"],
  [
    'no import cycles',
    'server/traces/list.ts',
    "import { list as again } from './list-more.ts';\nexport const list = again;",
  ],
  ['schemas stand alone', 'schemas/order.ts', "import '#server/platform/db/index.ts';"],
  ['platform rests on schemas', 'server/platform/db/open.ts', "import '#server/traces/index.ts';"],
  ['platform by its front doors', 'server/traces/list.ts', "import '#server/platform/db/open.ts';"],
  ['platform folders by their front doors', 'server/platform/live/hub.ts', "import '#server/platform/db/open.ts';"],
  ['rooms by their front doors', 'server/event-flow/get.ts', "import '#server/traces/list.ts';"],
  ['rooms by their front doors', 'server/collector.ts', "import '#server/traces/list.ts';"],
  ['rooms import platform, schemas and rooms', 'server/traces/list.ts', "import '#server/collector.ts';"],
  ['the stack imports platform and schemas', 'server/stack/start.ts', "import '#server/traces/index.ts';"],
  ['benchmarks and trials read by front doors', 'server/stack/trials/trial.ts', "import '#server/traces/list.ts';"],
  ['the console stands without services', 'server/stack/start.ts', "import '#services/orders/main.ts';"],
  ['the kit imports platform and schemas', 'services/_kit/run.ts', "import '#server/traces/index.ts';"],
  ['services import the kit and schemas', 'services/orders/main.ts', "import '#services/payments/main.ts';"],
  ['services use the kit by its front door', 'services/orders/main.ts', "import '#services/_kit/run.ts';"],
  ['the house of services is tested through front doors', 'services/house.ts', "import '#server/collector.ts';"],
  ['pages import schemas and front doors', 'app/page.tsx', "import '#server/collector.ts';"],
  ['client components stay out of the server', 'app/list.client.tsx', "import './page.tsx';"],
  [
    'client components stay out of the server',
    'app/list.client.tsx',
    "import type { get } from '#server/event-flow/index.ts';",
  ],
  ['end-to-end tests use the front door', 'e2e/flow.spec.ts', "import '#app/page.tsx';"],
  ['nobody imports the end-to-end tests', 'app/page.tsx', "import '#e2e/flow.spec.ts';"],
  ['kafkajs in server/platform/kafka only', 'server/collector.ts', "import { Kafka } from 'kafkajs';"],
  ['pg in server/platform/db only', 'server/collector.ts', "import pg from 'pg';"],
  ['no front door from inside', 'server/traces/store.ts', "import './index.ts';"],
  ['the product does not import its tests', 'server/traces/list.ts', "import './list.test.ts';"],
  ['the product runs without development packages', 'server/traces/list.ts', "import 'fast-check';"],
];

const besides: Record<string, string> = {
  'server/traces/list-more.ts': "import { list } from './list.ts';\nexport const again = list;\n",
  'server/traces/list.test.ts': 'export const seen = 1;\n',
};

async function findingsIn(files: Record<string, string>): Promise<string[]> {
  const { findings } = await withTree(files, (root) => roomsAndDoors.run(root));
  return findings.map(({ what }) => what.split(':')[0] ?? '');
}

describe('rooms and doors', () => {
  test.each(faults)('%s: seen in %s', async (rule, path, text) => {
    const extra = text.includes('list-more') || text.includes('list.test') ? besides : {};
    const found = await findingsIn({ ...wholeHouse, ...extra, [path]: `${text}\n` });
    expect(found).toContain(rule);
  });

  test('every rule has a seeded fault, and says what to do', () => {
    expect(roomRules.map(({ name }) => name).filter((name) => !faults.some(([rule]) => rule === name))).toEqual([]);
    expect(roomRules.filter(({ comment }) => !comment)).toEqual([]);
  });

  test('a house in order passes, whole and without its services', async () => {
    expect(await findingsIn(wholeHouse)).toEqual([]);
    const consoleOnly = Object.entries(wholeHouse).filter(([path]) => !path.startsWith('services/'));
    expect(await findingsIn(Object.fromEntries(consoleOnly))).toEqual([]);
  });

  test('the types of pg may be named outside the database door', async () => {
    const pool = "import type { Pool } from 'pg';\nexport const list = (pool: Pool) => pool;\n";
    expect(await findingsIn({ ...wholeHouse, 'server/traces/list.ts': pool })).toEqual([]);
  });

  test('it counts the files it saw, and cannot run where there is no code', async () => {
    const report = await withTree(wholeHouse, (root) => roomsAndDoors.run(root));
    expect(report).toMatchObject({ looked: Object.keys(wholeHouse).length, expected: Object.keys(wholeHouse).length });
    await expect(withTree({}, (root) => roomsAndDoors.run(root))).rejects.toThrow('there is no folder of code here');
  });
});
