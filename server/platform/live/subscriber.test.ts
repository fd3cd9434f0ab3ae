import { describe, expect, test } from 'vitest';
import type { LiveMessage } from '#schemas/api/live.ts';
import { createLiveHistory } from './live-history.ts';
import type { NoticeAbout } from './notify-flows.ts';
import { createSubscriber } from './subscriber.ts';

const news = (about: NoticeAbout, ids: string[], more = false) => createLiveHistory().add({ about, ids, more });

/** What a reader gets that begins to read only now. */
async function readAll(subscriber: ReturnType<typeof createSubscriber>, stop: AbortController): Promise<LiveMessage[]> {
  const messages: LiveMessage[] = [];
  subscriber.push({ kind: 'pulse', collectorAt: null, behindMs: null, trouble: null, at: 'end' });
  for await (const message of subscriber.messages()) {
    if (message.kind === 'pulse') stop.abort();
    else messages.push(message);
  }
  return messages;
}

describe('a subscriber', () => {
  const stop = () => new AbortController();

  test('of single flows hears of their rows only, however their id is written', async () => {
    const end = stop();
    const subscriber = createSubscriber(['AB3F9B1C-0000-4000-8000-00000000000A', 'text'], end.signal);
    subscriber.pushNews(news('rows', ['ab3f9b1c-0000-4000-8000-00000000000a', 'other']));
    subscriber.pushNews(news('rows', ['other']));
    subscriber.pushNews(news('summaries', ['text']));
    expect(await readAll(subscriber, end)).toMatchObject([
      { correlationIds: ['ab3f9b1c-0000-4000-8000-00000000000a'] },
    ]);
  });

  test('hears of a notice that does not name all it is about', async () => {
    const end = stop();
    const subscriber = createSubscriber(['text'], end.signal);
    subscriber.pushNews(news('rows', ['other'], true));
    expect(await readAll(subscriber, end)).toMatchObject([{ correlationIds: [], more: true }]);
  });

  test('of everything hears of summaries, joined while it does not read', async () => {
    const end = stop();
    const subscriber = createSubscriber('all', end.signal);
    subscriber.pushNews(news('rows', ['a']));
    subscriber.pushNews(news('summaries', ['a', 'b']));
    subscriber.pushNews(news('summaries', ['b', 'c']));
    expect(await readAll(subscriber, end)).toMatchObject([{ correlationIds: ['a', 'b', 'c'], more: false }]);
  });

  test('that never reads costs a bounded queue and is told to read again', async () => {
    const end = stop();
    const subscriber = createSubscriber('all', end.signal);
    const history = createLiveHistory();
    for (let index = 0; index < 20_000; index += 1) {
      subscriber.pushNews(history.add({ about: 'summaries', ids: [`flow-${index}`], more: false }));
    }
    expect(await readAll(subscriber, end)).toMatchObject([{ kind: 'resync', cursor: history.cursor() }]);
  });

  test('ends with its signal, also while it waits', async () => {
    const end = stop();
    const reading = Array.fromAsync(createSubscriber('all', end.signal).messages());
    end.abort();
    expect(await reading).toEqual([]);
  });
});

describe('what a tab missed', () => {
  const notice = (id: string) => ({ about: 'summaries' as const, ids: [id], more: false });
  const idsSince = (history: ReturnType<typeof createLiveHistory>, cursor: string) => {
    const missed = history.since(cursor);
    return Array.isArray(missed) ? missed.flatMap(({ message }) => message.correlationIds) : missed.kind;
  };

  test('is sent again from its cursor on', () => {
    const history = createLiveHistory();
    const before = history.cursor();
    const { message } = history.add(notice('a'));
    history.add(notice('b'));
    expect(idsSince(history, before)).toEqual(['a', 'b']);
    expect(idsSince(history, message.cursor)).toEqual(['b']);
    expect(idsSince(history, history.cursor())).toEqual([]);
  });

  test('is gone when it is too long ago, after a gap, or of another process', () => {
    const history = createLiveHistory({ remembered: 4 });
    const before = history.cursor();
    for (const id of ['a', 'b', 'c', 'd', 'e']) history.add(notice(id));
    expect(idsSince(history, before)).toBe('resync');
    const now = history.cursor();
    history.forget('a gap');
    expect(idsSince(history, now)).toBe('resync');
    expect(idsSince(history, createLiveHistory().cursor())).toBe('resync');
    for (const cursor of ['', 'nonsense', '.', `${now.split('.')[0]}.99999999`])
      expect(idsSince(history, cursor)).toBe('resync');
  });
});
