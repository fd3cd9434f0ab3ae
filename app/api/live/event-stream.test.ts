import { expect, test } from 'vitest';
import type { LiveMessage } from '#schemas/api/live.ts';
import { eventStream } from './event-stream.ts';

const at = '2026-11-24T12:00:00.000Z';
const hello: LiveMessage = { kind: 'hello', cursor: 'a.0', at };
const change: LiveMessage = { kind: 'flows', correlationIds: ['x'], more: false, cursor: 'a.1', at };

function watched() {
  const ends = { stopped: 0, ended: 0 };
  return { ends, stop: () => void ends.stopped++, onEnd: () => void ends.ended++ };
}

test('given a reader that goes away, ends the messages and counts it once', async () => {
  const { ends, stop, onEnd } = watched();
  let returned = false;
  async function* forever() {
    try {
      for (;;) yield hello;
    } finally {
      returned = true;
    }
  }
  const reader = eventStream(forever(), { stop, onEnd }).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  expect(returned).toBe(true);
  expect(ends).toEqual({ stopped: 1, ended: 1 });
});

test('given a reader that does not read, pulls no more than it takes', async () => {
  let pulled = 0;
  async function* many() {
    for (let index = 0; index < 100; index++) {
      pulled++;
      yield change;
    }
  }
  const { stop, onEnd } = watched();
  const reader = eventStream(many(), { stop, onEnd }).getReader();
  await reader.read();
  await reader.read();
  expect(pulled).toBeLessThanOrEqual(3);
  await reader.cancel();
});

test('given a reader that takes nothing for too long, gives it up', async () => {
  async function* forever() {
    for (;;) yield change;
  }
  const { ends, stop, onEnd } = watched();
  const reader = eventStream(forever(), { stop, onEnd, deadAfterMs: 20 }).getReader();
  await reader.read();
  await expect.poll(() => ends).toEqual({ stopped: 1, ended: 1 });
  await expect(reader.read().then(() => reader.read())).rejects.toThrow('takes nothing');
});

test('given a reader that takes what there is, waits for messages as long as it takes', async () => {
  const { ends, stop, onEnd } = watched();
  async function* slowly() {
    yield hello;
    await new Promise((resolve) => setTimeout(resolve, 100));
    yield change;
  }
  const reader = eventStream(slowly(), { stop, onEnd, deadAfterMs: 20 }).getReader();
  for (let count = 0; count < 3; count++) expect((await reader.read()).done).toBe(false);
  expect((await reader.read()).done).toBe(true);
  expect(ends.ended).toBe(1);
});

test('writes one event a message; only what can be caught up from has an id', async () => {
  const { ends, stop, onEnd } = watched();
  async function* two() {
    yield hello;
    yield change;
  }
  const text = await new Response(eventStream(two(), { stop, onEnd })).text();
  expect(text).toBe(`retry: 1000\n\ndata: ${JSON.stringify(hello)}\n\nid: a.1\ndata: ${JSON.stringify(change)}\n\n`);
  expect(ends.ended).toBe(1);
});
