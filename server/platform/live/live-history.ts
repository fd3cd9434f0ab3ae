import { randomBytes } from 'node:crypto';
import type { LiveMessage } from '#schemas/api/live.ts';
import { askedKey } from '#server/platform/db/index.ts';
import type { FlowsNotice } from './notify-flows.ts';

export type FlowsMessage = Extract<LiveMessage, { kind: 'flows' }>;
export type ResyncMessage = Extract<LiveMessage, { kind: 'resync' }>;

/** A notice as it was numbered; `keys` are its ids in the form in which two ways to write one id are equal. */
export type LiveNews = { notice: FlowsNotice; keys: string[]; message: FlowsMessage };

/**
 * Numbers the messages of one web process and remembers the newest, so that a tab that was away a moment catches up by
 * cursor. A cursor of another process, or one too old, is answered with `resync`.
 */
export function createLiveHistory({ remembered = 512 } = {}) {
  const boot = randomBytes(4).toString('hex');
  let recent: { sequence: number; news: LiveNews }[] = [];
  let forgotten = 0;
  let sequence = 0;
  const cursor = () => `${boot}.${sequence}`;

  function add(notice: FlowsNotice): LiveNews {
    sequence += 1;
    const { ids, more } = notice;
    const message: FlowsMessage = { kind: 'flows', correlationIds: ids, more, cursor: cursor(), at: now() };
    const news = { notice, keys: ids.map(askedKey), message };
    recent.push({ sequence, news });
    if (recent.length > remembered) {
      recent = recent.slice(-Math.ceil(remembered / 2));
      forgotten = (recent[0]?.sequence ?? sequence) - 1;
    }
    return news;
  }

  /** Something may have been missed: no cursor given out before this moment can be caught up from. */
  function forget(reason: string): ResyncMessage {
    sequence += 1;
    recent = [];
    forgotten = sequence;
    return resync(reason);
  }

  function resync(reason: string): ResyncMessage {
    return { kind: 'resync', reason, cursor: cursor(), at: now() };
  }

  function since(after: string): LiveNews[] | ResyncMessage {
    const [theirBoot, theirSequence] = after.split('.');
    const from = Number(theirSequence);
    if (theirBoot !== boot || !(from >= forgotten && from <= sequence)) return resync('too long away to catch up');
    return recent.filter((entry) => entry.sequence > from).map((entry) => entry.news);
  }

  return { add, forget, since, cursor };
}

export type LiveHistory = ReturnType<typeof createLiveHistory>;

function now(): string {
  return new Date().toISOString();
}
