import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ResetTarget, resetOutcome, resetPreview, resetState } from '#schemas/api/group-reset.ts';
import { listAudit } from '#server/audit/index.ts';
import { collect, openFlowStore, readFlow } from '#server/event-flow/index.ts';
import { consume, createProducer } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { silent as logger, openTestResets, type TestResets } from './open-test-resets.ts';
import { previewReset } from './preview-reset.ts';
import { readResetMarks } from './read-reset-marks.ts';
import { readResetState } from './read-reset-state.ts';
import { runReset } from './run-reset.ts';
import { undoReset } from './undo-reset.ts';

const flows = [randomUUID(), randomUUID()];
const asker = { actor: 'local operator', name: 'Ada', reason: 'INC-7 read again', correlationId: 'c-7' };
const perPartition = 10;

let pool: TestResets['pool'];
let kafka: TestResets['kafka'];
let admin: TestResets['admin'];
let doors: TestResets['doors'];
let prefix: string;
let close: TestResets['close'];
let topic: string;
let partitions: { topic: string; partition: number }[];

const record = (correlation_id: string, n: number) =>
  JSON.stringify({
    ...{ event_id: uuidv7(), event_type: 'order.created', event_version: 1, event_time: new Date().toISOString() },
    ...{ source_service: 'orders', correlation_id, data: { n } },
  });

beforeAll(async () => {
  ({ pool, kafka, admin, doors, prefix, close } = await openTestResets());
  topic = `${prefix}order-events`;
  partitions = [0, 1].map((partition) => ({ topic, partition }));
  await admin.createTopics([{ topic, partitions: 3 }]);
  await fill();
});
afterAll(() => close());

/** Ten records in partitions 0 and 1 each, of one flow a partition, indexed as the collector would. */
async function fill(): Promise<void> {
  const producer = createProducer(kafka);
  const records = flows.flatMap((flow, partition) =>
    Array.from({ length: perPartition }, (_, n) => ({ key: flow, value: record(flow, n), partition })),
  );
  await producer.send(topic, records);
  await producer.close();
  const state = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e9 }, logger });
  const topics = new RegExp(`^${topic}$`);
  const collection = collect({ kafka, state, owner: topic, group: `${topic}.collector`, topics, logger });
  const isIndexed = async (flow: string) => (await readFlow(pool, flow))?.flow.events.length === perPartition;
  await eventually(async () => (await Promise.all(flows.map(isIndexed))).every(Boolean), {
    timeoutMs: 30_000,
    what: 'the flows indexed',
  });
  await collection.stop();
}

let groups = 0;
/** A group that stands at 6 in partition 0 and at 4 in partition 1, and nowhere in partition 2. */
async function newGroup(): Promise<string> {
  const group = `${prefix}group-${groups++}`;
  await admin.commitOffsets(group, [
    { topic, partition: 0, offset: 6n },
    { topic, partition: 1, offset: 4n },
  ]);
  return group;
}

const preview = async (group: string, to: ResetTarget, asked: object = { partitions }) =>
  resetPreview.parse(await previewReset(doors, group, { ...asked, to }));
const run = async (group: string, previewId: string, more: object = {}) =>
  resetOutcome.parse(await runReset(doors, group, { previewId, reason: asker.reason, ...more }, asker));
const undo = (group: string, resetId: string) => undoReset(doors, group, { resetId, reason: asker.reason }, asker);
const state = async (group: string) => resetState.parse(await readResetState(doors, group, 'local operator'));
const standing = async (group: string) =>
  Object.fromEntries((await admin.fetchOffsets(group)).map(({ partition, offset }) => [partition, Number(offset)]));

test('what does not exist is told, and nothing of it is guessed', async () => {
  await expect(preview(`${prefix}nobody`, 'earliest')).rejects.toMatchObject({ code: 'not_found' });
  const group = await newGroup();
  const asked = { topics: [`${prefix}no-topic`], partitions: [{ topic, partition: 99 }] };
  const none = await preview(group, 'earliest', asked);
  expect(none).toMatchObject({ moves: [], refused: expect.stringContaining('None of what was chosen exists') });
  expect(none.problems.map(({ what }) => what)).toEqual([`${prefix}no-topic`, `${topic}/99`]);
  await expect(run(group, none.previewId)).rejects.toMatchObject({ code: 'conflict' });
  await expect(run(group, uuidv7())).rejects.toMatchObject({ code: 'not_found' });
  const other = await preview(await newGroup(), 'earliest');
  await expect(run(group, other.previewId)).rejects.toMatchObject({ code: 'not_found' });
});

test('while a member is active it is refused with the reason, by us and by the broker, and nothing moves', async () => {
  const group = await newGroup();
  const before = await preview(group, 'earliest');
  const eachBatch = async () => undefined;
  const member = consume(kafka, { group, topics: [topic], commit: 'manual', logger, eachBatch });
  await eventually(() => member.assigned().length === 3, { timeoutMs: 30_000, what: 'the member' });
  const refused = expect.stringMatching(/a member \(test at .*stop it first/);
  expect(await preview(group, 'earliest')).toMatchObject({ refused });
  expect(await state(group)).toMatchObject({ members: 1, refused, state: 'stable' });
  await expect(run(group, before.previewId)).rejects.toMatchObject({ code: 'conflict', detail: refused });
  const moves = [{ topic, partition: 0, offset: 0n }];
  expect(await admin.moveOffsets(group, moves)).toMatchObject([{ partition: 0, why: 'members' }]);
  expect(await admin.moveOffsets(group, [{ topic, partition: 0, offset: null }])).toMatchObject([{ why: 'members' }]);
  await member.stop();
  expect(await standing(group)).toEqual({ 0: 6, 1: 4 });
});

test('each kind of reset goes where it says, in the preview and in Kafka', async () => {
  const group = await newGroup();
  const between = Date.now() + 3_600_000;
  for (const [to, wanted] of [
    ['earliest', { 0: 0, 1: 0 }],
    ['latest', { 0: 10, 1: 10 }],
    [{ offset: '3' }, { 0: 3, 1: 3 }],
    [{ shift: -2 }, { 0: 1, 1: 1 }],
    [{ timestamp: new Date(between).toISOString() }, { 0: 10, 1: 10 }],
    [{ timestamp: '2001-01-01T00:00:00Z' }, { 0: 0, 1: 0 }],
  ] as const satisfies [ResetTarget, object][]) {
    const { previewId, moves } = await preview(group, to);
    expect(Object.fromEntries(moves.map((move) => [move.partition, Number(move.to)])), JSON.stringify(to)).toEqual(
      wanted,
    );
    const outcome = await run(group, previewId, { partitions, to });
    expect(outcome).toMatchObject({ outcome: 'done' });
    expect(outcome.moves.map(({ to: wished, now }) => wished === now)).toEqual([true, true]);
    expect(await standing(group)).toEqual(wanted);
    await expect(run(group, previewId)).rejects.toMatchObject({ code: 'conflict' });
  }
});

test('a preview tells what is skipped and read again, which flows that concerns, and is run as it was asked', async () => {
  const group = await newGroup();
  const seen = await preview(group, { offset: 5 });
  expect(seen.moves).toMatchObject([
    { partition: 0, from: '6', to: '5', skipped: '0', readAgain: '1', logStart: '0', logEnd: '10' },
    { partition: 1, from: '4', to: '5', skipped: '1', readAgain: '0' },
  ]);
  expect(seen).toMatchObject({ refused: null, skipped: '1', readAgain: '1', unmoved: 0 });
  expect(seen.flows.readAgain).toMatchObject({ records: 1, flows: 1, isWhole: true });
  expect(seen.flows.skipped).toMatchObject({ records: 1, flows: 1, isWhole: true });
  expect(seen.warnings).toHaveLength(3);
  const otherwise = { partitions, to: 'latest' as const };
  await expect(run(group, seen.previewId, otherwise)).rejects.toMatchObject({ code: 'conflict' });
  expect(await standing(group)).toEqual({ 0: 6, 1: 4 });
});

test('a preview that something has moved since is not run', async () => {
  const group = await newGroup();
  const { previewId } = await preview(group, 'earliest');
  await admin.commitOffsets(group, [{ topic, partition: 1, offset: 5n }]);
  const moved = expect.stringContaining(`${topic}/1 moved meanwhile, from 4 to 5`);
  await expect(run(group, previewId)).rejects.toMatchObject({ code: 'conflict', detail: moved });
  expect(await standing(group)).toEqual({ 0: 6, 1: 5 });
});

test('two who run the same preview at once move it once', async () => {
  const group = await newGroup();
  const { previewId } = await preview(group, 'earliest');
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => run(group, previewId)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('where writing is off it can be looked at, and not be run', async () => {
  const group = await newGroup();
  const off = { ...doors, rights: { ...doors.rights, canWrite: false } };
  const { previewId, refused } = await previewReset(off, group, { partitions, to: 'earliest' });
  expect(refused).toContain('NIBBLE_WRITES');
  const wish = { previewId, reason: asker.reason };
  await expect(runReset(off, group, wish, asker)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await standing(group)).toEqual({ 0: 6, 1: 4 });
});

test('the last reset is undone while nobody has read on, back to no commit where there was none', async () => {
  const group = await newGroup();
  const { previewId } = await preview(group, 'latest', { topics: [topic] });
  await run(group, previewId);
  expect(await standing(group)).toEqual({ 0: 10, 1: 10, 2: 0 });
  expect((await state(group)).last).toMatchObject({ resetId: previewId, name: 'Ada', undo: { isPossible: true } });

  await expect(undo(group, uuidv7())).rejects.toMatchObject({ code: 'conflict' });
  expect(await undo(group, previewId)).toMatchObject({ outcome: 'done' });
  expect(await standing(group)).toEqual({ 0: 6, 1: 4 });
  await expect(undo(group, previewId)).rejects.toMatchObject({ code: 'conflict', detail: 'It was undone already.' });
  expect((await state(group)).last).toMatchObject({ outcome: 'undone', undo: { isPossible: false } });

  const again = await preview(group, 'earliest');
  await run(group, again.previewId);
  await admin.commitOffsets(group, [{ topic, partition: 0, offset: 1n }]);
  await expect(undo(group, again.previewId)).rejects.toMatchObject({ code: 'conflict' });

  const marks = await readResetMarks(pool, group, { fromMs: Date.now() - 60_000, toMs: Date.now() + 60_000 });
  expect(marks.map(({ detail }) => detail)).toEqual([
    `Moved 2 partitions of ${topic} to the oldest record. Ada: ${asker.reason}`,
    `Took 3 partitions of ${topic} back to where they stood. Ada: ${asker.reason}`,
    `Moved 3 partitions of ${topic} to the end. Ada: ${asker.reason}`,
  ]);
  const { items } = await listAudit(pool, { limit: 10, subject: group });
  expect(items.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['consumer_group.offsets_reset', 'done'],
    ['consumer_group.reset_undone', 'done'],
    ['consumer_group.offsets_reset', 'done'],
  ]);
  expect(items[2]).toMatchObject({
    ...{ actor: 'local operator', name: 'Ada', reason: asker.reason, correlationId: 'c-7' },
    what: `Moved 3 partitions of ${topic} to the end.`,
    before: [{ committed: '6' }, { committed: '4' }, { committed: null }],
    after: [{ committed: '10' }, { committed: '10' }, { committed: '0' }],
  });
});

test('a topic made anew is not moved by the preview of the old one', async () => {
  const renewed = `${prefix}renewed`;
  await admin.createTopics([{ topic: renewed, partitions: 1 }]);
  const group = `${prefix}group-renewed`;
  await admin.commitOffsets(group, [{ topic, partition: 0, offset: 6n }]);
  const seen = await preview(group, 'earliest', { topics: [renewed] });
  await admin.deleteTopics([renewed]);
  await eventually(async () => !(await admin.listTopics()).includes(renewed), { what: 'the deletion' });
  await admin.createTopics([{ topic: renewed, partitions: 1 }]);
  await expect(run(group, seen.previewId)).rejects.toMatchObject({ detail: expect.stringContaining('made anew') });
});
