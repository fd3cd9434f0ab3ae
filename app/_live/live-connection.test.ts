import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveMessage } from '#schemas/api/live.ts';
import { createLiveConnection, type LiveChange } from './live-connection.ts';

const at = '2026-11-24T12:00:00.000Z';

/** Stands for the browser's stream: the test says what the server sends and when the line breaks. */
type FakeStream = {
  after: string | null;
  followed: string[];
  closed: boolean;
  send: (message: LiveMessage) => void;
  fail: () => void;
};

function connect() {
  const sources: FakeStream[] = [];
  const changes: LiveChange[] = [];
  const connection = createLiveConnection({
    open: (after, followed, { onData, onError }) => {
      const stream: FakeStream = {
        after,
        followed,
        closed: false,
        send: (message) => onData(JSON.stringify(message)),
        fail: onError,
      };
      sources.push(stream);
      return {
        close: () => {
          stream.closed = true;
        },
      };
    },
    onServerTime: () => undefined,
  });
  connection.subscribeStatus(() => undefined);
  connection.subscribeChanges((change) => changes.push(change));
  const last = () => {
    const source = sources.at(-1);
    if (!source) throw new Error('nothing was opened');
    return source;
  };
  return { connection, sources, changes, last };
}

const visibility = new Set<() => void>();
const fakeDocument = {
  hidden: false,
  addEventListener: (_: string, listener: () => void) => visibility.add(listener),
};
const setHidden = (hidden: boolean) => {
  fakeDocument.hidden = hidden;
  for (const listener of visibility) listener();
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', fakeDocument);
});
afterEach(() => {
  fakeDocument.hidden = false;
  visibility.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('given a line that breaks, says so and goes on from the last cursor', () => {
  const { connection, sources, changes, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  last().send({ kind: 'flows', correlationIds: ['x'], more: false, cursor: 'a.2', at });
  changes.length = 0;
  last().fail();
  expect(connection.status().state).toBe('reconnecting');
  vi.advanceTimersByTime(1000);
  expect(sources.map(({ after }) => after)).toEqual([null, 'a.2']);
  last().send({ kind: 'hello', cursor: 'a.5', at });
  expect(connection.status().state).toBe('reconnecting');
  last().send({ kind: 'pulse', collectorAt: at, behindMs: 5, trouble: null, at });
  expect(connection.status().state).toBe('live');
  expect(changes).toEqual([]);
});

test('given a break before the missed messages came, asks for them again', () => {
  const { sources, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  last().fail();
  vi.advanceTimersByTime(1000);
  last().send({ kind: 'hello', cursor: 'a.9', at });
  last().fail();
  vi.advanceTimersByTime(1000);
  expect(sources.map(({ after }) => after)).toEqual([null, 'a.1', 'a.1']);
});

test('given silence, is stale since the last word and opens anew', () => {
  const { connection, sources, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  const heardAt = Date.now();
  vi.advanceTimersByTime(13_000);
  expect(connection.status()).toMatchObject({ state: 'stale', staleSince: heardAt });
  expect(sources.length).toBeGreaterThan(1);
  expect(sources[0]?.closed).toBe(true);
});

test('given a server that refuses again and again, waits longer each time and never gives up', () => {
  const { sources, last } = connect();
  for (let round = 0; round < 12; round++) {
    last().fail();
    vi.advanceTimersByTime(10_000);
  }
  expect(sources.length).toBe(13);
});

test('given a collector that is silent, is stale though the stream stands', () => {
  const { connection, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  last().send({ kind: 'pulse', collectorAt: '2026-11-24T11:59:00.000Z', behindMs: 5, trouble: null, at });
  expect(connection.status()).toEqual({
    state: 'stale',
    behindMs: null,
    staleSince: Date.parse('2026-11-24T11:59:00.000Z'),
    trouble: null,
  });
  last().send({ kind: 'pulse', collectorAt: at, behindMs: 180, trouble: null, at });
  expect(connection.status()).toEqual({ state: 'live', behindMs: 180, staleSince: null, trouble: null });
});

test('given a stream whose collector was not heard of, does not call itself live', () => {
  const { connection, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  expect(connection.status().state).toBe('connecting');
  last().send({ kind: 'pulse', collectorAt: null, behindMs: null, trouble: null, at });
  expect(connection.status()).toEqual({ state: 'stale', behindMs: null, staleSince: null, trouble: null });
});

test('given the first hello, everything shown is read again: it was read before the stream stood', () => {
  const { changes, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  expect(changes).toEqual([{ kind: 'resync', reason: 'connected' }]);
});

test('given a tab that nobody sees, gives the connection back and catches up when seen', () => {
  const { connection, sources, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  setHidden(true);
  vi.advanceTimersByTime(61_000);
  expect(connection.status().state).toBe('paused');
  expect(last().closed).toBe(true);
  setHidden(false);
  expect(sources.at(-1)?.after).toBe('a.1');
});

test('given a page that follows a flow, asks for its rows from the cursor on, and no longer when it is left', async () => {
  const { connection, sources, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  const leave = connection.follow(['x']);
  await Promise.resolve();
  expect(sources.map(({ followed, after, closed }) => ({ followed, after, closed }))).toEqual([
    { followed: [], after: null, closed: true },
    { followed: ['x'], after: 'a.1', closed: false },
  ]);
  leave();
  const stay = connection.follow(['x']);
  await Promise.resolve();
  expect(sources).toHaveLength(2);
  stay();
  await Promise.resolve();
  expect(last()).toMatchObject({ followed: [], closed: false });
});

test('given a part of the page that listens after the stream stands, tells it to read again, and nobody else', async () => {
  const { connection, changes, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  changes.length = 0;
  const late: LiveChange[] = [];
  connection.subscribeChanges((change) => late.push(change));
  const leave = connection.subscribeChanges(() => expect.unreachable('it was left at once'));
  leave();
  await Promise.resolve();
  expect(late.map(({ kind }) => kind)).toEqual(['resync']);
  expect(changes).toEqual([]);
});

const away = { detail: 'The database cannot be reached', since: at, next: 'It goes on by itself.' };

test('given trouble behind the page, tells it steadily, and has everything read again after it', () => {
  const { connection, changes, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  last().send({ kind: 'pulse', collectorAt: at, behindMs: null, trouble: away, at });
  const told = connection.status();
  expect(told).toMatchObject({ state: 'stale', staleSince: Date.parse(at), trouble: away });
  const jitter = { ...away, since: '2026-11-24T12:00:00.900Z' };
  last().send({ kind: 'pulse', collectorAt: at, behindMs: null, trouble: jitter, at });
  expect(connection.status()).toBe(told);
  changes.length = 0;
  last().send({ kind: 'pulse', collectorAt: at, behindMs: 5, trouble: null, at });
  expect(connection.status()).toEqual({ state: 'live', behindMs: 5, staleSince: null, trouble: null });
  expect(changes).toMatchObject([{ kind: 'resync' }]);
});

test('given a console that refuses for long, says that it is the console, and since when', () => {
  const { connection, last } = connect();
  last().send({ kind: 'pulse', collectorAt: at, behindMs: null, trouble: away, at });
  const heardAt = Date.now();
  for (let round = 0; round < 8; round++) {
    last().fail();
    vi.advanceTimersByTime(2_000);
  }
  expect(connection.status()).toMatchObject({
    state: 'stale',
    staleSince: heardAt,
    trouble: { detail: 'The console cannot be reached', since: new Date(heardAt).toISOString() },
  });
});

test('given a clock that is set an hour ahead, takes that for no silence', () => {
  const { connection, sources, last } = connect();
  last().send({ kind: 'hello', cursor: 'a.1', at });
  last().send({ kind: 'pulse', collectorAt: at, behindMs: 5, trouble: null, at });
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(4_000);
  expect(connection.status().state).toBe('live');
  expect(sources.length).toBe(1);
});
