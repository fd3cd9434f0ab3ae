import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProducer } from '#server/platform/kafka/index.ts';
import { eventually, type JavaMembers, openJavaMembers } from '#server/platform/testing/index.ts';
import { openTestResets, type TestResets } from './open-test-resets.ts';
import { previewReset } from './preview-reset.ts';
import { runReset } from './run-reset.ts';
import { undoReset } from './undo-reset.ts';

const asker = { actor: 'local operator', name: 'Ada', reason: 'INC-7', correlationId: null };

let test0: TestResets;
let java: JavaMembers | null;
let topic: string;
let sharing: Promise<void> | undefined;

beforeAll(async () => {
  [test0, java] = await Promise.all([openTestResets(), openJavaMembers()]);
  topic = `${test0.prefix}orders`;
  await test0.admin.createTopics([{ topic, partitions: 1 }]);
  const producer = createProducer(test0.kafka);
  await producer.send(
    topic,
    Array.from({ length: 8 }, (_, n) => ({ key: null, value: `v${n}` })),
  );
  await producer.close();
  // At once: each waits some seconds for its heartbeats.
  sharing = java?.join({ name: 'sharer', protocol: 'share', group: `${test0.prefix}share`, topic });
  sharing?.catch(() => undefined);
});
afterAll(async () => {
  await java?.close();
  await test0.close();
});

const preview = (group: string) => previewReset(test0.doors, group, { topics: [topic], to: 'earliest' });

test('a group of the consumer protocol is refused while it has a member, then moved and taken back', async (context) => {
  if (!java) return context.skip();
  const group = `${test0.prefix}consumer`;
  await java.join({ name: 'reader', protocol: 'consumer', group, topic, limit: 5 });
  await java.hasRead('reader', 5);
  expect((await preview(group)).refused).toContain('a member (reader at');
  const byForce = await test0.admin.moveOffsets(group, [{ topic, partition: 0, offset: 0n }]);
  expect(byForce).toMatchObject([{ why: 'members' }]);
  await java.leave('reader');

  const seen = await eventually(async () => {
    const next = await preview(group);
    return next.refused === null && next;
  });
  const [move] = seen.moves;
  expect(move).toMatchObject({ to: '0', readAgain: move?.from });
  const wish = { previewId: seen.previewId, reason: asker.reason };
  expect(await runReset(test0.doors, group, wish, asker)).toMatchObject({ outcome: 'done', moves: [{ now: '0' }] });
  const back = { resetId: seen.previewId, reason: asker.reason };
  expect(await undoReset(test0.doors, group, back, asker)).toMatchObject({
    moves: [{ now: move?.from, problem: null }],
  });
});

test('a share group has no offsets to move', async (context) => {
  if (!java) return context.skip();
  await sharing;
  const share = await eventually(() => preview(`${test0.prefix}share`), { what: 'the share group' });
  expect(share.refused).toContain('share group');
});
