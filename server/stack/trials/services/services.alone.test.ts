import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProducer } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import { type Aftermath, runServicesTrial } from './run-services-trial.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
const orders = 100;
// How many there are in that time is chance, and fewer where services take long to come up.
const fewestBlows = 3;

let work: string;
let aftermath: Aftermath;

beforeAll(async () => {
  work = await mkdtemp(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), 'services-'));
  aftermath = await runServicesTrial({
    seed,
    orders,
    orderEveryMs: 200,
    attackEveryMs: 1_500,
    dataDir: join(work, 'stack'),
    portsFrom: await findPorts(16),
    say: (line) => process.stderr.write(`  ${line}\n`),
    note: (fact) => appendFileSync(join(work, 'history.jsonl'), `${JSON.stringify(fact)}\n`),
  });
}, 600_000);
afterAll(async () => {
  await aftermath.close();
  await rm(join(work, 'stack'), { recursive: true, force: true });
});

test('orders of services that are killed over and over all end as they may; nothing twice, nothing missing', () => {
  expect({ seed, history: work, faults: aftermath.faults }).toMatchObject({ faults: [] });
  expect(aftermath.figures).toMatchObject({ orders, restarts: expect.any(Object) });
  expect(aftermath.figures.blows).toBeGreaterThanOrEqual(fewestBlows);
  expect(aftermath.figures.recordsRepeatedByUs).toBeGreaterThan(0);
});

test('without the inbox a record that comes twice is found in the ledger of notices', async () => {
  const { evidence, ground, judgeAgain } = aftermath;
  const confirmed = evidence.log.find(({ type }) => type === 'order.confirmed');
  if (!confirmed) throw new Error('no order was confirmed');
  await ground.services.query('delete from notifications.inbox');
  await sendAgain(confirmed.topic, confirmed.key, confirmed.eventId);
  const isTwice = async () => {
    const { rows } = await ground.services.query(
      `select count(*)::int as count from notifications.notification where order_id = $1 and template = 'order_confirmed'`,
      [confirmed.key],
    );
    return rows[0].count === 2;
  };
  await eventually(isTwice, { timeoutMs: 60_000, what: 'the notice sent again' });
  const sentence = `Order ${confirmed.key}: notifications has order_confirmed to ${confirmed.data.customer_id} 2 times`;
  expect(await judgeAgain()).toContainEqual(expect.stringContaining(sentence));
}, 180_000);

test.each([
  [
    'a charge inserted twice',
    `insert into payments.ledger (order_id, entry, amount_cents)
     select order_id, entry, amount_cents from payments.ledger where entry = 'capture' limit 1 returning order_id`,
    'and the ledger has',
  ],
  [
    'a notification that is deleted',
    `delete from notifications.notification where ctid =
     (select ctid from notifications.notification where template = 'order_completed' limit 1) returning order_id`,
    'order_completed',
  ],
  [
    'an order left in the middle',
    `delete from orders.order_event where (order_id, version) =
     (select order_id, version from orders.order_event where type = 'order.completed' limit 1) returning order_id`,
    'it ended 0 times',
  ],
])('%s is found in the tables of the services', async (_, spoil, sentence) => {
  const { ground, judgeAgain } = aftermath;
  await ground.services.query('alter table orders.order_event disable trigger user');
  await ground.services.query('alter table payments.ledger drop constraint if exists ledger_order_id_entry_key');
  const { rows } = await ground.services.query<{ order_id: string }>(spoil);
  const [spoilt] = rows;
  expect(await judgeAgain()).toContainEqual(
    expect.stringMatching(new RegExp(`^Order ${spoilt?.order_id}: .*${sentence}`)),
  );
});

async function sendAgain(topic: string, key: string, eventId: string): Promise<void> {
  const { services, kafka } = aftermath.ground;
  const { rows } = await services.query<{ event: string }>(
    `select event::text as event from orders.outbox where event ->> 'event_id' = $1`,
    [eventId],
  );
  const producer = createProducer(kafka);
  await producer.send(topic, [{ key, value: rows[0]?.event ?? null }]);
  await producer.close();
}
