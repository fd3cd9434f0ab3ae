import type { LiveMessage } from '#schemas/api/live.ts';

type Of<Kind extends LiveMessage['kind']> = Extract<LiveMessage, { kind: Kind }>;
type Joined = { ids: Set<string>; more: boolean; newest: Of<'flows'> };

/**
 * What waits for one subscriber: its greeting, one joined `flows` of at most `mostIds` ids, the newest pulse. Too many
 * ids become a `resync`, and while one waits, news only move its cursor: all will be read again anyway.
 */
export function createMessageQueue(mostIds: number) {
  let hello: LiveMessage | null = null;
  let resync: Of<'resync'> | null = null;
  let flows: Joined | null = null;
  let pulse: LiveMessage | null = null;

  function push(message: LiveMessage): void {
    if (message.kind === 'hello') hello = message;
    if (message.kind === 'pulse') pulse = message;
    if (message.kind === 'resync') startAnew(message);
    if (message.kind === 'flows') pushFlows(message);
  }

  function startAnew(message: Of<'resync'>): void {
    resync = message;
    flows = null;
  }

  function pushFlows(message: Of<'flows'>): void {
    if (resync) {
      resync = { ...resync, cursor: message.cursor, at: message.at };
      return;
    }
    flows ??= { ids: new Set(), more: false, newest: message };
    for (const id of message.correlationIds) flows.ids.add(id);
    flows.more ||= message.more;
    flows.newest = message;
    if (flows.ids.size > mostIds) {
      startAnew({ kind: 'resync', reason: 'this reader was too slow', cursor: message.cursor, at: message.at });
    }
  }

  function takeAll(): LiveMessage[] {
    const joined = flows && { ...flows.newest, correlationIds: [...flows.ids], more: flows.more };
    const taken = [hello, resync, joined, pulse].filter((message) => message !== null);
    hello = resync = flows = pulse = null;
    return taken;
  }

  return { push, takeAll, isEmpty: () => !(hello || resync || flows || pulse) };
}
