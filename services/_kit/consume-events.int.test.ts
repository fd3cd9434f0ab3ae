import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import { createMemoryBroker } from './broker/memory-broker.ts';
import type { MessageBroker } from './broker/message-broker.ts';
import { type ConsumerSetting, consumeEvents } from './consume-events.ts';
import { retryParked } from './retry-parked.ts';
import { createSampleKit, type SampleKit } from './sample-kit.ts';
import { sampleMessage, samplePickedUp } from './sample-records.ts';

const topic = 'driver-events';

let kit: SampleKit;
let broker: MessageBroker;
/** Orders whose event the handler cannot handle, for now. */
let poison: Set<string>;
let setting: ConsumerSetting;

beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(async () => {
  await kit.clear();
  broker = createMemoryBroker();
  poison = new Set();
  const { work, logger, metrics } = kit;
  setting = {
    work,
    group: 'sample',
    logger,
    metrics,
    handlers: {
      'delivery.picked_up': async ({ data }, { client }) => {
        await client.query('insert into effect (order_id) values ($1)', [`${data.order_id} ${data.driver_name}`]);
        if (poison.has(data.driver_name)) throw new Error(`${data.driver_name} cannot be handled`);
      },
    },
  };
});
afterEach(async () => {
  await broker.close();
});

const start = () => consumeEvents(broker, [topic], setting);
/** An event of an order that is told apart by its number. */
const eventOf = (orderId: string, number: string) => {
  const event = samplePickedUp(orderId);
  return { ...event, data: { ...event.data, driver_name: number } };
};
const send = (...events: ReturnType<typeof eventOf>[]) => broker.send(topic, events.map(sampleMessage));
const effects = () => kit.column('select order_id from effect order by id');
const parked = () => kit.column("select stage || ' ' || error from parked where resolved_at is null order by id");

describe('an event', () => {
  test('delivered twice is handled once', async () => {
    start();
    const event = eventOf('a', '1');
    await send(event, event);
    await send(event, eventOf('a', '2'));
    await eventually(async () => (await effects()).includes('a 2'), { what: 'the last event' });
    expect(await effects()).toEqual(['a 1', 'a 2']);
  });

  test('that fails leaves no trace but its place in the parking lot, and comes again', async () => {
    poison.add('1');
    start();
    await send(eventOf('a', '1'));
    await eventually(async () => (await parked()).length === 1, { what: 'the parked event' });
    expect(await effects()).toEqual([]);
    expect(await parked()).toEqual(['handle 1 cannot be handled']);
    poison.clear();
    expect(await retryParked(setting)).toBe(true);
    expect(await effects()).toEqual(['a 1']);
    expect(await parked()).toEqual([]);
    expect(await retryParked(setting)).toBe(false);
  });

  test('waits behind a parked one of its key, while other keys go on, and the order is kept', async () => {
    poison.add('1');
    start();
    await send(eventOf('a', '1'), eventOf('a', '2'), eventOf('b', '1b'), eventOf('a', '3'));
    await eventually(async () => (await parked()).length === 3, { what: 'three parked events' });
    await eventually(async () => (await effects()).length === 1, { what: 'the other key' });
    expect(await effects()).toEqual(['b 1b']);
    poison.clear();
    while (await retryParked(setting));
    expect(await effects()).toEqual(['b 1b', 'a 1', 'a 2', 'a 3']);
    await send(eventOf('a', '4'));
    await eventually(async () => (await effects()).includes('a 4'), { what: 'the key in order again' });
  });

  test('that fails again stays parked, and is due later each time', async () => {
    poison.add('1');
    start();
    await send(eventOf('a', '1'));
    await eventually(async () => (await parked()).length === 1, { what: 'the parked event' });
    expect(await retryParked(setting)).toBe(true);
    expect(await retryParked(setting)).toBe(false);
    expect(await kit.column('select attempts from parked')).toEqual(['1']);
    expect(await kit.column('select next_try_at > now() from parked')).toEqual(['true']);
  });

  test.each([
    ['broken JSON', '{"event_type":', 'read the value is not JSON'],
    [
      'data that does not fit',
      JSON.stringify({ ...samplePickedUp('a'), data: {} }),
      "schema /data must have required property 'order_id'",
    ],
    [
      'a version from the future',
      JSON.stringify({ ...samplePickedUp('a'), event_version: 7 }),
      'schema no schema of this version',
    ],
  ])('with %s is put aside, byte by byte, and the next goes on', async (_, value, error) => {
    start();
    await broker.send(topic, [{ key: 'x', value, headers: { event_type: 'delivery.picked_up', odd: '\u00ff' } }]);
    await send(eventOf('b', '1'));
    await eventually(async () => (await effects()).length === 1, { what: 'the next event' });
    expect((await parked())[0]).toContain(error);
    expect(await kit.column("select convert_from(value, 'UTF8') from parked")).toEqual([value]);
  });

  test('of a type that nobody here handles is passed over without a word', async () => {
    start();
    await broker.send(topic, [{ key: 'x', value: 'broken', headers: { event_type: 'driver.assigned' } }]);
    await send(eventOf('a', '1'));
    await eventually(async () => (await effects()).length === 1, { what: 'the handled event' });
    expect(await kit.column('select topic from parked')).toEqual([]);
  });
});

test('while the database is away nothing is parked; afterwards everything is handled', async () => {
  const name = new URL(kit.database.url).pathname.slice(1);
  start();
  await send(eventOf('a', '1'));
  await eventually(async () => (await effects()).length === 1, { what: 'the first event' });
  await kit.database.admin(`alter database ${name} allow_connections false`);
  await kit.database.admin('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await send(eventOf('a', '2'), eventOf('b', '3'));
  await eventually(
    async () =>
      await kit.pool.query('select 1').then(
        () => false,
        () => true,
      ),
    { what: 'the outage' },
  );
  await kit.database.admin(`alter database ${name} allow_connections true`);
  await eventually(async () => (await effects()).length === 3, { what: 'the events of the outage' });
  expect(await kit.column('select topic from parked')).toEqual([]);
});
