import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import type { MessageBroker, OutgoingMessage } from './broker/message-broker.ts';
import { type Relay, startOutboxRelay } from './outbox-relay.ts';
import { publishOutbox } from './publish-outbox.ts';
import { createSampleKit, type SampleKit } from './sample-kit.ts';
import { samplePicked } from './sample-records.ts';
import { runWork } from './work.ts';

const cause = { correlationId: 'flow-1', causationId: undefined };

let kit: SampleKit;
const relays: Relay[] = [];
beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(async () => {
  await kit.clear();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});

/** Remembers what it was given; `fail` decides whether a send to a topic fails. */
function createListeningBroker(fail: (topic: string) => boolean = () => false) {
  const sent: { topic: string; message: OutgoingMessage }[] = [];
  const broker: MessageBroker = {
    member: 'listening',
    dismiss: async () => undefined,
    forward: async () => undefined,
    clusterId: async () => null,
    async send(topic, messages) {
      if (fail(topic)) throw new Error(`${topic} cannot be written`);
      sent.push(...messages.map((message) => ({ topic, message })));
      return messages.map(() => null);
    },
    subscribe: () => ({ stop: async () => undefined, lastHeardAt: () => null }),
    close: async () => undefined,
  };
  const keys = () => sent.map(({ message }) => message.key);
  return { broker, sent, keys };
}

function startRelay(broker: MessageBroker): Relay {
  const { database, metrics, logger } = kit;
  const relay = startOutboxRelay({ databaseUrl: database.url, name: 'sample', broker, metrics, logger });
  relays.push(relay);
  return relay;
}

const tell = (...orderIds: string[]) =>
  runWork(kit.work, cause, async (work) => {
    for (const order_id of orderIds) work.publish('delivery.picked_up', order_id, { ...samplePicked, order_id });
  });
const waiting = () => kit.column('select key from outbox where published_at is null order by id');

describe('the outbox', () => {
  test('holds nothing of a transaction that was undone', async () => {
    const undone = runWork(kit.work, cause, async (work) => {
      work.publish('delivery.picked_up', 'a', { ...samplePicked, order_id: 'a' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await kit.column('select key from outbox')).toEqual([]);
  });

  test('keeps rows while the broker cannot be written, and publishes them in their order afterwards', async () => {
    let away = true;
    const { broker, keys } = createListeningBroker(() => away);
    startRelay(broker);
    await tell('a', 'b');
    await tell('c');
    await eventually(async () => (await waiting()).length === 3, { what: 'three rows that wait' });
    away = false;
    await eventually(() => keys().length === 3, { what: 'three messages' });
    expect(keys()).toEqual(['a', 'b', 'c']);
  });

  test('publishes the other topics when one cannot be written', async () => {
    const { broker, sent } = createListeningBroker((topic) => topic === 'driver-events');
    await runWork(kit.work, cause, async (work) => {
      work.publish('delivery.picked_up', 'a', samplePicked);
      work.publish('analytics.delivery_measured', 'a', {
        order_id: 'a',
        driver_id: 'd',
        restaurant_id: 'r',
        waited_ms: 1,
        rode_ms: 1,
      });
    });
    const client = await kit.pool.connect();
    await expect(publishOutbox(client, { broker, metrics: kit.metrics })).rejects.toThrow('driver-events');
    client.release();
    expect(sent.map(({ topic }) => topic)).toEqual(['analytics-events']);
    expect(await kit.column('select topic from outbox where published_at is null')).toEqual(['driver-events']);
  });

  test('publishes again what was sent and not marked: at least once, with the same event id', async () => {
    const { broker, sent } = createListeningBroker();
    await tell('a');
    const client = await kit.pool.connect();
    await publishOutbox(client, { broker, metrics: kit.metrics });
    // As after a crash between the broker's word and the mark.
    await client.query('update outbox set published_at = null');
    client.release();
    startRelay(broker);
    await eventually(() => sent.length === 2, { what: 'the second sending' });
    const [first, second] = sent.map(({ message }) => message.headers.event_id);
    expect(second).toBe(first);
  });

  test('publishes what was committed before a crash, when the service comes back', async () => {
    await tell('a', 'b');
    const { broker, keys } = createListeningBroker();
    startRelay(broker);
    await eventually(async () => (await waiting()).length === 0, { what: 'an empty outbox' });
    expect(keys()).toEqual(['a', 'b']);
  });

  test('has one relay at work; another takes over when its connection dies', async () => {
    const first = createListeningBroker();
    const second = createListeningBroker();
    startRelay(first.broker);
    await tell('a');
    await eventually(() => first.keys().length === 1, { what: 'the first message' });
    startRelay(second.broker);
    await tell('b');
    await eventually(() => first.keys().length === 2, { what: 'the second message' });
    expect(second.keys()).toEqual([]);
    await kit.database.admin(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = $1)`,
      [new URL(kit.database.url).pathname.slice(1)],
    );
    await tell('c');
    await eventually(() => first.keys().length + second.keys().length === 3, { what: 'the third message' });
  });

  test('flushes what is committed when it is stopped', async () => {
    const { broker, keys } = createListeningBroker();
    const relay = startRelay(broker);
    await tell('a');
    await eventually(() => keys().length === 1, { what: 'the relay at work' });
    await tell('b', 'c');
    await relay.stop();
    relays.splice(0);
    expect(keys()).toEqual(['a', 'b', 'c']);
  });
});

test('writers of one aggregate, all at once, are published in the order of their commits', async () => {
  await kit.pool.query(
    "create table counter (id text primary key, n integer not null); insert into counter values ('a', 0)",
  );
  const { broker, sent } = createListeningBroker();
  startRelay(broker);
  const count = () =>
    runWork(kit.work, cause, async (work) => {
      const { rows } = await work.client.query<{ n: number }>(
        "update counter set n = n + 1 where id = 'a' returning n",
      );
      work.publish('delivery.picked_up', 'a', { ...samplePicked, driver_name: String(rows[0]?.n) });
    });
  await Promise.all(Array.from({ length: 60 }, count));
  await eventually(() => sent.length === 60, { what: 'sixty messages' });
  const numbers = sent.map(({ message }) => Number(JSON.parse(message.value).data.driver_name));
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});

test('what is published is the event as it was written, with its envelope in the headers', async () => {
  const { broker, sent } = createListeningBroker();
  startRelay(broker);
  await tell('a');
  await eventually(() => sent.length === 1, { what: 'the message' });
  const [value] = await kit.column('select event::text from outbox');
  const message = sent[0]?.message;
  expect(message?.value).toBe(value);
  expect(message?.headers).toMatchObject({
    event_type: 'delivery.picked_up',
    correlation_id: 'flow-1',
    source_service: 'sample',
  });
});

test('a relay goes on when its database connection is lost', async () => {
  const { broker, keys } = createListeningBroker();
  startRelay(broker);
  await tell('a');
  await eventually(() => keys().length === 1, { what: 'the first message' });
  await kit.database.admin(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = $2',
    [new URL(kit.database.url).pathname.slice(1), 'sample outbox'],
  );
  await tell('b');
  await eventually(() => keys().length === 2, { what: 'the message after the loss' });
});
