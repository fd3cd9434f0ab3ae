import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordPlace } from '#schemas/api/record.ts';
import { type OutgoingMessage, runTransaction } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { getCoverage } from './get-coverage.ts';
import { getFlow } from './get-flow.ts';
import { getRecord } from './get-record.ts';
import { getRecordPlace } from './get-record-place.ts';
import { hostileBodies } from './hostile/hostile-bodies.ts';
import { hostileTopicConfig } from './hostile/hostile-kinds.ts';
import { envelope } from './hostile/hostile-record.ts';
import { TestCollection } from './test-collection.ts';
import { createTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
let given: TestCollection;

beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());
beforeEach(() => {
  given = new TestCollection(store);
});
afterEach(() => given.close());

const placeAt = async (topic: string, offset: number, partition = 0, stored?: string) =>
  recordPlace.parse(await getRecordPlace(store.pool, { topic, partition, offset: String(offset), stored }));
const stateAt = async (topic: string, offset: number) => (await placeAt(topic, offset)).state;
const event = (token: string, value = '{}'): OutgoingMessage => ({ key: token, value, headers: envelope(token) });

describe('an open transaction', () => {
  test('holds its partition back, which pages say; what ends it lets the rest come', async () => {
    const topic = await given.topic('hanging');
    await given.start();
    await given.send(topic, [event('before')]);
    const transaction = { id: `${given.prefix}hanging`, topic, messages: [event('inside')] };
    await runTransaction(given.kafka, { ...transaction, outcome: 'hang' });
    await given.send(topic, [event('after')]);

    const isHeld = async () => (await coverageOf(topic))?.held ?? null;
    const held = await eventually(isHeld, { timeoutMs: 30_000, what: 'the transaction is told of' });
    expect(held.records).toBe('2');
    expect(await getCoverage(store.pool)).toMatchObject({ complete: false });
    expect([await stateAt(topic, 0), await stateAt(topic, 1), await stateAt(topic, 2)]).toEqual([
      'indexed',
      'held',
      'held',
    ]);
    expect((await placeAt(topic, 2)).detail).toMatch(/a transaction that is still open .* gets past offset 1 before/);

    // Another producer under the same id: the broker aborts what the first one left open.
    await runTransaction(given.kafka, { ...transaction, messages: [event('later')], outcome: 'commit' });
    await eventually(async () => (await stateAt(topic, 2)) === 'indexed', { timeoutMs: 30_000, what: 'the rest' });
    expect(await stateAt(topic, 1)).toBe('no_record');
    await eventually(async () => (await isHeld()) === null, { timeoutMs: 30_000, what: 'nothing is held any more' });
  });
});

describe('an offset without a record', () => {
  test('of an aborted transaction, of an end mark, beyond the end, of no partition and of no topic says so', async () => {
    const topic = await given.topic('aborted');
    await given.start();
    await given.send(topic, [event('a')]);
    const transaction = { id: `${given.prefix}aborted`, topic, messages: [event('never')] };
    await runTransaction(given.kafka, { ...transaction, outcome: 'abort' });
    // The broker answers before it has written the end mark, and what is sent meanwhile comes before it.
    const isMarked = async () => (await stateAt(topic, 2)) === 'no_record';
    await eventually(isMarked, { timeoutMs: 30_000, what: 'the end mark' });
    await given.send(topic, [event('b')]);
    await given.caughtUp();
    const reasons = async () => {
      const states = [await stateAt(topic, 1), await stateAt(topic, 2), await stateAt(topic, 4)];
      expect(states).toEqual(['no_record', 'no_record', 'not_written']);
      return true;
    };
    await eventually(reasons, { timeoutMs: 30_000, what: 'the reasons' });
    expect(await placeAt(topic, 1)).toMatchObject({ previous: '0', next: '3' });
    expect((await placeAt(topic, 0, 7)).state).toBe('unknown_partition');
    expect(await stateAt(`${topic}-unknown`, 0)).toBe('unknown_topic');
  });

  test('that retention took before it was read names the gap, and the flow says that it may be incomplete', async () => {
    const topic = await given.topic('overtaken');
    const first = await given.start();
    const token = randomUUID();
    const same = { key: token, value: '{}', headers: envelope('x', { correlation_id: token, event_id: null }) };
    await given.send(topic, [same]);
    await given.caughtUp();
    await given.stop(first);
    await given.send(topic, [same, same, same]);
    await given.admin.deleteRecords([{ topic, partition: 0, offset: 3n }]);
    await given.start();
    await given.caughtUp();
    const lost = await placeAt(topic, 2);
    expect(lost).toMatchObject({ state: 'lost', previous: '0', next: '3' });
    expect(lost.detail).toMatch(/with all of offsets 1 to 2: Kafka deleted them before they were indexed/);
    const problems = (await getFlow(store.pool, token))?.problems ?? [];
    expect(problems.find(({ what }) => what === `part of ${topic}`)?.detail).toMatch(
      /^the 2 offsets from 1 on of partition 0 never came into the index: Kafka deleted them/,
    );
    expect((await coverageOf(topic))?.gaps).toBe(1);
  });

  test('from before the index began has expired', async () => {
    const topic = await given.topic('late');
    await given.send(topic, [event('a'), event('b'), event('c')]);
    await given.admin.deleteRecords([{ topic, partition: 0, offset: 2n }]);
    await given.start();
    await given.caughtUp();
    expect(await stateAt(topic, 0)).toBe('expired');
    expect(await stateAt(topic, 2)).toBe('indexed');
  });
});

describe('two records that could be taken for one', () => {
  test('under one offset of a topic that was made anew are both kept and told apart', async () => {
    const topic = await given.topic('anew');
    await given.start();
    const token = randomUUID();
    await given.send(topic, [event(`old-${token}`, '"old"')]);
    await given.caughtUp();
    await given.admin.deleteTopics([topic]);
    await eventually(async () => !(await given.admin.listTopics()).includes(topic), { what: 'the topic is gone' });
    await given.topic('anew');
    await given.sendAnew(topic, 1);
    const place = await eventually(
      async () => {
        const found = await placeAt(topic, 0);
        return found.versions.length === 2 && found;
      },
      { timeoutMs: 40_000, what: 'both records' },
    );
    const textAt = async (stored?: string) =>
      (await getRecord(store.pool, { topic, partition: 0, offset: '0', stored }))?.value?.text;
    expect(await textAt()).toBe('anew 0');
    expect(await Promise.all(place.versions.map(({ stored }) => textAt(stored)))).toEqual(['anew 0', '"old"']);
    const ofFlow = (await getFlow(store.pool, `flow-old-${token}`))?.events[0];
    expect(await textAt(ofFlow?.stored)).toBe('"old"');
  });

  test('with one event id and two values are both kept, found and marked; true copies are not', async () => {
    const topic = await given.topic('twins', 2);
    await given.start();
    const token = randomUUID();
    const [one, other] = [event(token, '{"a":1}'), event(token, '{"a":2}')];
    await given.send(
      topic,
      [one, other].map((message, partition) => ({ ...message, partition })),
    );
    await given.send(topic, [{ ...one, partition: 1 }]);
    await given.caughtUp();
    const place = await placeAt(topic, 0);
    const others = place.sameEvent.map(({ partition, offset, same }) => `${partition}/${offset} ${same}`);
    expect(others.sort()).toEqual(['1/0 false', '1/1 true']);
    const events = (await getFlow(store.pool, `flow-${token}`))?.events ?? [];
    const marked = events.map(({ problems }) =>
      problems.includes('another record has the same event id and another value'),
    );
    expect(marked).toEqual([true, true, true]);
  });
});

describe('the broker’s own ways', () => {
  test.each(['gzip', 'snappy', 'lz4', 'zstd'])('of packing with %s keep every hostile value', async (codec) => {
    const topic = await given.topic(`packed-${codec}`, 1, { ...hostileTopicConfig, 'compression.type': codec });
    const values = hostileBodies.map(({ make }, index) => make(`${codec}-${index}`).message.value);
    for (const value of values) await given.producer.send(topic, [{ key: null, value }]);
    await given.start();
    await given.caughtUp();
    const stored = (await given.stored()).map(({ value }) => value);
    expect(stored.map(digest)).toEqual(values.map(digest));
  });

  test('of LogAppendTime count: the producer’s clock is not on the record', async () => {
    const topic = await given.topic('append', 1, { 'message.timestamp.type': 'LogAppendTime' });
    await given.start();
    const before = BigInt(Date.now()) - 1_000n;
    await given.producer.send(topic, [{ ...event('append'), timestamp: 1n }]);
    await given.caughtUp();
    const view = await getRecord(store.pool, { topic, partition: 0, offset: '0' });
    expect(BigInt(view?.timestampMs ?? 0)).toBeGreaterThan(before);
    expect(view?.problems).toEqual([]);
  });

  test.each(['.-_', `${'x'.repeat(200)}`, '..a', 'records', '0'])(
    'of naming topics (%s) stop nothing',
    async (name) => {
      const topic = await given.topic(name);
      await given.start();
      await given.send(topic, [event(`named-${name}`)]);
      await given.caughtUp();
      expect(await stateAt(topic, 0)).toBe('indexed');
    },
  );
});

async function coverageOf(topic: string) {
  return (await getCoverage(store.pool)).topics.find((one) => one.topic === topic);
}

function digest(value: Buffer | string | null): string | null {
  return value === null ? null : Buffer.from(value).toString('latin1');
}
