import { describe, expect, test } from 'vitest';
import { runChecker } from './run-checkers.ts';
import { serviceTalk } from './service-talk.ts';
import { withTree } from './with-tree.ts';

const quote =
  "callJson({ method: 'POST', url: base + '/quote', template: '/restaurants/{id}/quote', timeoutMs: 1 });\n";
const declared = {
  services: [
    { name: 'orders', calls: [{ service: 'restaurants', method: 'POST', path: '/restaurants/{id}/quote' }] },
    { name: 'payments', calls: [] },
    { name: 'loyalty', calls: [] },
  ],
  outside: [{ name: 'traffic' }],
};
const inOrder = {
  'schemas/services.json': JSON.stringify(declared),
  'services/_kit/call-json.ts': "import 'node:http';\n",
  'services/orders/ask.ts': quote,
  'services/orders/store.ts': `export const sql = \`select id from order_event orders where orders.id = \${1}\`;\n`,
  'services/orders/text.ts': "export const told = ['payments.md', 'from payments or orders.', 'payment.captured'];\n",
  'services/payments/tables/0001.sql': '-- not orders.order_event\ncreate table payment (id text);\n',
  'services/payments/pay.test.ts': "fetch('http://127.0.0.1/orders');\n",
  'services/loyalty/main.py':
    '"""Hears orders."""\nfrom .kit import run\nTOPICS = ["order-events"]\nSQL = "select id from points"\n',
  'services/traffic/main.ts': "fetch('http://127.0.0.1/orders');\n",
};

async function findingsIn(files: Record<string, string>): Promise<string[]> {
  const { ok, findings } = await withTree({ ...inOrder, ...files }, (root) => runChecker(serviceTalk, root));
  expect(ok).toBe(findings.length === 0);
  expect(findings.filter(({ mend }) => !mend)).toEqual([]);
  return findings.map(({ where, what }) => `${where}: ${what}`);
}

const faults: [fault: string, path: string, text: string, found: RegExp][] = [
  [
    'a query of another service',
    'services/orders/bad.ts',
    "export const sql = 'select * from payments.payment';",
    /bad.ts:1: names a table in the schema of payments/,
  ],
  [
    'a query in a template',
    'services/orders/bad.ts',
    `export const sql = (id: string) => \`\n update "payments"."ledger" set a = \${id}\`;`,
    /schema of payments/,
  ],
  [
    'a join by comma',
    'services/payments/bad.ts',
    "export const sql = 'select 1 from payment, orders.order_event';",
    /schema of orders/,
  ],
  [
    'a table file of another service',
    'services/payments/tables/0002.sql',
    'create view a as select * from orders.order_event;',
    /0002.sql: names a table/,
  ],
  ['a search path', 'services/payments/tables/0002.sql', 'set search_path to orders;', /schema of orders/],
  [
    'a pool in another schema',
    'services/orders/bad.ts',
    "createPool({ url: '', schema: 'payments', max: 1 });",
    /schema of payments/,
  ],
  [
    'a query in Python',
    'services/loyalty/bad.py',
    'x = 1\nSQL = """\n  select * from orders.order_event\n"""\n',
    /bad.py: names a table in the schema of orders/,
  ],
  [
    'an import in Python',
    'services/loyalty/bad.py',
    'from services.orders import order\n',
    /imports services.orders, which is another service/,
  ],
  ['a client of HTTP in Python', 'services/loyalty/bad.py', 'import httpx\n', /imports httpx/],
  [
    'a call that nothing allows',
    'services/payments/bad.ts',
    quote,
    /bad.ts:1: payments may not ask anybody for POST \/restaurants/,
  ],
  ['another method', 'services/orders/bad.ts', quote.replace('POST', 'GET'), /orders may not ask anybody for GET/],
  [
    'a call that does not say what it asks',
    'services/orders/bad.ts',
    'callJson(call);',
    /without saying method and template/,
  ],
  ['a call by spread', 'services/orders/bad.ts', 'callJson({ ...call });', /without saying method and template/],
  ['fetch', 'services/payments/bad.ts', "await fetch('http://127.0.0.1:4001/orders');", /asks by fetch/],
  [
    'fetch of globalThis',
    'services/payments/bad.ts',
    "await globalThis.fetch('http://127.0.0.1:4001/orders');",
    /asks by fetch/,
  ],
  ['a client of HTTP', 'services/payments/bad.ts', "import { request } from 'node:http';", /imports node:http/],
  [
    'a service that nobody declares',
    'services/menus/main.ts',
    'export {};',
    /services\/menus: is a service that nothing declares/,
  ],
];

describe('service talk', () => {
  test.each(faults)('%s is found', async (_, path, text, found) => {
    expect(await findingsIn({ [path]: `${text}\n` })).toContainEqual(expect.stringMatching(found));
  });

  test('a client of HTTP that answers.json explains passes, in that file alone', async () => {
    expect(await findingsIn({ 'services/loyalty/kit/telemetry.py': 'import http.client\n' })).toEqual([]);
    expect(await findingsIn({ 'services/loyalty/kit/other.py': 'import http.client\n' })).toHaveLength(1);
  });

  test('a call that is allowed and never made is found', async () => {
    expect(await findingsIn({ 'services/orders/ask.ts': 'export {};\n' })).toEqual([
      expect.stringMatching(/services.json: orders may ask restaurants for POST .*, and never does/),
    ]);
  });

  test('services in order pass, and so does a console without services', async () => {
    expect(await findingsIn({})).toEqual([]);
    const alone = { 'schemas/services.json': JSON.stringify(declared) };
    const { findings } = await withTree(alone, (root) => runChecker(serviceTalk, root));
    expect(findings).toEqual([]);
  });

  test('a service whose code the check does not see is no pass', async () => {
    const { findings } = await withTree(
      { 'schemas/services.json': JSON.stringify(declared), 'services/payments/main.rs': '' },
      (root) => runChecker(serviceTalk, root),
    );
    expect(findings).toEqual([expect.objectContaining({ what: expect.stringMatching(/looked at 1 services/) })]);
  });
});
