import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { flowsQuery } from '#schemas/api/flow-list.ts';
import { kafkaRecord, recordPlace } from '#schemas/api/record.ts';
import type { OutgoingMessage } from '#server/platform/kafka/index.ts';
import { foldFlows } from './fold-flows.ts';
import { getFlow } from './get-flow.ts';
import { getRecord } from './get-record.ts';
import { getRecordBytes } from './get-record-bytes.ts';
import { getRecordPlace } from './get-record-place.ts';
import { hostileKinds, hostileTopicConfig } from './hostile/hostile-kinds.ts';
import { envelope, type HostileRecord } from './hostile/hostile-record.ts';
import { listFlows } from './list-flows.ts';
import { readStoredRecord } from './read-stored-record.ts';
import { recordProblems } from './record-problems.ts';
import { TestCollection } from './test-collection.ts';
import { createTestStore, type TestStore } from './test-store.ts';

type Sent = HostileRecord & { topic: string; offset: string };

const run = randomBytes(4).toString('hex');
const sent = new Map<string, Sent>();
let store: TestStore;
let given: TestCollection;

beforeAll(async () => {
  store = await createTestStore();
  given = new TestCollection(store);
  const state = await store.open();
  await given.start({ state });
  for (const subject of Object.keys(hostileKinds)) await sendSubject(subject);
  await given.caughtUp(60_000);
  while ((await foldFlows(state)).remaining);
}, 120_000);
afterAll(async () => {
  await given.close();
  await store.close();
});

/** After each hostile record an ordinary one, which shows that the partition goes on. */
async function sendSubject(subject: string): Promise<void> {
  const topic = await given.topic(subject, 1, hostileTopicConfig);
  for (const [index, { name, make }] of (hostileKinds[subject] ?? []).entries()) {
    const record = make(`${run}-${subject}-${index}`);
    const [place] = await given.producer.send(topic, [record.message]);
    await given.producer.send(topic, [
      { key: null, value: '{}', headers: envelope(`after-${run}-${subject}-${index}`) },
    ]);
    sent.set(`${subject} ${name}`, { ...record, topic, offset: String(place?.baseOffset) });
  }
}

const kinds = Object.entries(hostileKinds).flatMap(([subject, all]) => all.map(({ name }) => [subject, name] as const));
const pathOf = ({ topic, offset }: Sent) => ({ topic, partition: 0, offset });
const placeOf = ({ topic, offset }: Sent) => `${topic}/0/${offset}`;
const search = (q: string) => listFlows(store.pool, flowsQuery.parse({ q, limit: 500 }));

test('there are enough kinds, and each has a name of its own', () => {
  expect(kinds.length).toBeGreaterThanOrEqual(80);
  expect(sent.size).toBe(kinds.length);
});

describe.each(kinds)('%s: %s', (subject, name) => {
  const record = () => {
    const found = sent.get(`${subject} ${name}`);
    if (!found) throw new Error(`${name} was not sent`);
    return found;
  };

  test('is kept byte for byte, marked with what is wrong with it and nothing else', async () => {
    const one = record();
    const stored = await readStoredRecord(store.pool, pathOf(one));
    expect(stored && bytesOf(stored.packed)).toEqual(bytesOf(one.message));
    if (one.message.timestamp !== undefined) expect(stored?.packed.timestamp).toBe(one.message.timestamp);
    expect(namesOf(stored?.row.flags ?? -1)).toEqual([...one.problems].sort());
    expect(await getRecordBytes(store.pool, pathOf(one), { of: 'value', index: 0 })).toEqual(
      bytesOf(one.message).value,
    );
  });

  test('is given by the doors that pages use, found by its place and by each of its ids', async () => {
    const one = record();
    const view = kafkaRecord.parse(await getRecord(store.pool, pathOf(one)));
    for (const said of one.says) expect(view.problems).toContain(said);
    expect(recordPlace.parse(await getRecordPlace(store.pool, pathOf(one)))).toMatchObject({
      state: 'indexed',
      next: String(BigInt(one.offset) + 1n),
    });
    const shown = [view.eventId, view.correlationId].filter((id) => id !== null);
    for (const q of [placeOf(one), ...one.ids, ...shown]) await expectFound(q, one, view.correlationId);
    if (view.correlationId === null) return;
    const flow = flowSchema.parse(await getFlow(store.pool, view.correlationId));
    expect(flow.correlationId).toBe(view.correlationId);
    expect(flow.events.map((event) => event.record)).toContain(placeOf(one));
  });

  test('does not stop its partition', async () => {
    const one = record();
    const after = await getRecord(store.pool, { ...pathOf(one), offset: String(BigInt(one.offset) + 1n) });
    expect(after).toMatchObject({ problems: [], type: 'hostile.sent' });
  });
});

async function expectFound(q: string, one: Sent, correlationId: string | null): Promise<void> {
  const { items, records } = await search(q);
  const places = records.map(({ topic, partition, offset }) => `${topic}/${partition}/${offset}`);
  const flows = items.map((item) => item.correlationId);
  const isFound = correlationId === null ? places.includes(placeOf(one)) : flows.includes(correlationId);
  expect({ q: q.slice(0, 100), isFound, places, flows }).toMatchObject({ isFound: true });
}

function bytesOf({ key, value, headers = [] }: Pick<OutgoingMessage, 'key' | 'value' | 'headers'>) {
  const list = Array.isArray(headers) ? headers : Object.entries(headers);
  return {
    key: bytes(key),
    value: bytes(value),
    headers: list.map(([name, content, nameBytes]) => [nameBytes ?? Buffer.from(name), bytes(content)]),
  };
}

function bytes(value: Buffer | string | null): Buffer | null {
  return typeof value === 'string' ? Buffer.from(value) : value;
}

function namesOf(flags: number): string[] {
  const names = Object.entries(recordProblems).filter(([name, flag]) => name !== 'ownTime' && (flags & flag) !== 0);
  return names.map(([name]) => name).sort();
}
