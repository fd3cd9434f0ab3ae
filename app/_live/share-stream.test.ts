import { afterEach, expect, test, vi } from 'vitest';
import { type LiveMessage, liveMessage } from '#schemas/api/live.ts';
import { shareStream } from './share-stream.ts';

const at = '2026-11-24T12:00:00.000Z';

/** The server's side of one opened stream. */
type Opened = {
  after: string | null;
  followed: string[];
  closed: boolean;
  send: (message: LiveMessage) => void;
  fail: () => void;
};

const opened: Opened[] = [];
const tabs: { close: () => void }[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const tab of tabs.splice(0)) tab.close();
  opened.length = 0;
});

/** Each test is a browser of its own: the names of lock and channel are shared by all that runs in this process. */
function openTab(name: string) {
  const open = shareStream({
    open: (after, followed, { onData, onError }) => {
      const stream: Opened = {
        after,
        followed,
        closed: false,
        send: (message) => onData(JSON.stringify(message)),
        fail: onError,
      };
      opened.push(stream);
      const close = () => {
        stream.closed = true;
      };
      return { close };
    },
    locks: navigator.locks,
    createChannel: () => new BroadcastChannel(name),
  });
  return {
    sit: (after: string | null = null, followed: string[] = []) => {
      const heard: LiveMessage[] = [];
      const seat = open(after, followed, {
        onData: (data) => heard.push(liveMessage.parse(JSON.parse(data))),
        onError: () => undefined,
      });
      tabs.push(seat);
      return { heard, close: seat.close };
    },
  };
}

const live = () => opened.filter(({ closed }) => !closed);
const only = () =>
  vi.waitFor(() => {
    const [stream, ...others] = live();
    if (!stream || others.length > 0) throw new Error(`${live().length} streams are open`);
    return stream;
  });
const hello = (cursor: string): LiveMessage => ({ kind: 'hello', cursor, at });
const news = (id: string, cursor: string): LiveMessage => ({
  kind: 'flows',
  correlationIds: [id],
  more: false,
  cursor,
  at,
});
const pulse: LiveMessage = { kind: 'pulse', collectorAt: at, behindMs: 5, trouble: null, at };
const kinds = (heard: LiveMessage[]) => heard.map(({ kind }) => kind);

test('eight tabs open one stream, and each hears all of it', async () => {
  const seats = Array.from({ length: 8 }, () => openTab('eight').sit());
  const stream = await only();
  stream.send(hello('a.1'));
  stream.send(news('x', 'a.2'));
  stream.send(pulse);
  for (const { heard } of seats) await vi.waitFor(() => expect(kinds(heard)).toEqual(['hello', 'flows', 'pulse']));
  expect(opened).toHaveLength(1);
});

test('a tab that comes later hears at once where the stream stands and how fresh it is', async () => {
  openTab('later').sit();
  const stream = await only();
  stream.send(hello('a.1'));
  stream.send(pulse);
  const { heard } = openTab('later').sit();
  await vi.waitFor(() => expect(kinds(heard)).toEqual(['hello', 'pulse']));
});

test('a tab that was away longer than the stream remembers for it is told to read again', async () => {
  openTab('away').sit();
  const stream = await only();
  stream.send(hello('a.1'));
  stream.send(news('x', 'a.7'));
  const { heard } = openTab('away').sit('a.3');
  await vi.waitFor(() => expect(kinds(heard)).toEqual(['hello', 'resync']));
  expect(heard[1]).toMatchObject({ cursor: 'a.7' });
});

test('when the tab with the stream goes, the next one goes on from the last cursor, and nobody misses a thing', async () => {
  const first = openTab('goes').sit();
  const second = openTab('goes').sit();
  const third = openTab('goes').sit();
  const stream = await only();
  stream.send(hello('a.1'));
  stream.send(news('x', 'a.2'));
  await vi.waitFor(() => expect(kinds(third.heard)).toContain('flows'));
  first.close();
  const next = await only();
  expect(next.after).toBe('a.2');
  next.send(hello('a.4'));
  next.send(news('y', 'a.3'));
  next.send(news('z', 'a.4'));
  for (const { heard } of [second, third]) {
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ correlationIds: ['z'] }));
    expect(kinds(heard)).not.toContain('resync');
  }
});

test('flows that another tab follows are asked for too, from the last cursor on', async () => {
  openTab('follows').sit(null, ['x']);
  const stream = await only();
  stream.send(hello('a.1'));
  stream.send(news('x', 'a.2'));
  openTab('follows').sit(null, ['y']);
  await vi.waitFor(() => expect(live()[0]).toMatchObject({ after: 'a.2', followed: ['x', 'y'] }));
  expect(live()).toHaveLength(1);
});

test('a tab that holds the stream and is frozen has it taken away', async () => {
  openTab('frozen').sit();
  await only();
  const other = openTab('frozen');
  const waits = other.sit();
  const now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now + 20_000);
  waits.close();
  other.sit();
  await vi.waitFor(() => expect(opened).toHaveLength(2));
  await vi.waitFor(() => expect(opened[0]?.closed).toBe(true));
  expect(live()).toHaveLength(1);
});
