import type { LiveMessage } from '#schemas/api/live.ts';

/**
 * What waits for one subscriber, never more than `limit` messages and `mostIds` flow ids: `flows` messages join while
 * nobody reads, and when too much waits all of it becomes one `resync`.
 */
export function createMessageQueue({ limit, mostIds }: { limit: number; mostIds: number }) {
  let waiting: LiveMessage[] = [];
  let ids = 0;

  function push(message: LiveMessage): void {
    const last = waiting.at(-1);
    if (message.kind === 'pulse') waiting = waiting.filter(({ kind }) => kind !== 'pulse');
    if (message.kind === 'flows') ids += message.correlationIds.length;
    if (message.kind === 'flows' && last?.kind === 'flows') waiting[waiting.length - 1] = joinFlows(last, message);
    else waiting.push(message);
    if (waiting.length > limit || ids > mostIds) overflow(message);
  }

  function overflow(message: LiveMessage): void {
    const cursor = 'cursor' in message ? message.cursor : (lastCursor(waiting) ?? '');
    waiting = [{ kind: 'resync', reason: 'this reader was too slow', cursor, at: message.at }];
    ids = 0;
  }

  function takeAll(): LiveMessage[] {
    const taken = waiting;
    waiting = [];
    ids = 0;
    return taken;
  }

  return { push, takeAll, size: () => waiting.length };
}

type FlowsMessage = Extract<LiveMessage, { kind: 'flows' }>;

function joinFlows(a: FlowsMessage, b: FlowsMessage): FlowsMessage {
  return { ...b, correlationIds: [...new Set([...a.correlationIds, ...b.correlationIds])], more: a.more || b.more };
}

function lastCursor(messages: LiveMessage[]): string | undefined {
  return messages.flatMap((message) => ('cursor' in message ? [message.cursor] : [])).at(-1);
}
