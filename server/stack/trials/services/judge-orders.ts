import type { CustomerWord, Evidence } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';
import { process } from './read-process.ts';

/** Every order that a customer was told of exists once, went a way that the process knows, and has ended as it had to. */
export function judgeOrders(evidence: Evidence): string[] {
  const rows = Map.groupBy(evidence.orders, ({ orderId }) => orderId);
  const timedOut = timeouts(evidence);
  const inLog = Map.groupBy(firstOfEach(evidence.log), ({ correlationId }) => correlationId);
  const known = new Set(evidence.customers.map(({ orderId }) => orderId));
  const unasked = [...rows.keys()].filter((orderId) => !known.has(orderId));
  return [
    ...unasked.map((orderId) => `Order ${orderId}: it was made, and no customer was told of it.`),
    ...twice(evidence.customers.map(({ orderId }) => orderId)).map(
      (orderId) => `Order ${orderId}: two customers were told that it is theirs.`,
    ),
    ...evidence.customers.flatMap((customer) => {
      const events = rows.get(customer.orderId);
      if (!events) return [`Order ${customer.orderId}: the customer has its number, and it is not there.`];
      const created = (inLog.get(customer.correlationId) ?? []).filter(({ type }) => process.starts.has(type));
      return [
        ...(created.length === 1 ? [] : [`Order ${customer.orderId}: its flow begins ${created.length} times.`]),
        ...judgeVersions(customer.orderId, events),
        ...judgeEnd(customer, events.map(({ type }) => type).filter(isTold), timedOut.has(customer.orderId)),
      ];
    }),
  ];
}

function judgeVersions(orderId: string, events: Evidence['orders']): string[] {
  const versions = events.map(({ version }) => version);
  const isWhole = versions.every((version, index) => version === index + 1);
  return isWhole ? [] : [`Order ${orderId}: its versions are ${versions.join(', ')}.`];
}

/** What orders remembers of what it heard stands among its events and is told to nobody. */
function isTold(type: string): boolean {
  return !type.startsWith('heard.');
}

const timeoutReasons = new Set<unknown>(['payment_timeout', 'restaurant_timeout', 'no_driver']);

export function isTimeout(reason: unknown): boolean {
  return timeoutReasons.has(reason);
}

/** Orders that a deadline of the process ended, where that may be. */
function timeouts({ log, mayTimeOut }: Evidence): Set<string> {
  const passed = log.filter(({ type, data }) => type === 'order.cancelled' && isTimeout(data.reason));
  return new Set(mayTimeOut ? passed.map(({ key }) => key) : []);
}

function judgeEnd({ orderId, kind, cancelled }: CustomerWord, types: string[], hasTimedOut: boolean): string[] {
  const ends = types.filter((type) => process.ends.has(type));
  if (ends.length !== 1) return [`Order ${orderId}: it ended ${ends.length} times (${types.join(', ')}).`];
  if (!process.ends.has(types.at(-1) ?? ''))
    return [`Order ${orderId}: it went on after its end (${types.join(', ')}).`];
  if (!process.starts.has(types[0] ?? '')) return [`Order ${orderId}: it began with ${types[0]}.`];
  const isDone = process.ends.get(ends[0] ?? '') === 'done';
  const mustFail = cancelled === 'yes' || kind !== 'plain';
  if (isDone && mustFail)
    return [`Order ${orderId}: it was completed though it had been ${kind} and cancelled: ${cancelled}.`];
  if (!isDone && !mustFail && !hasTimedOut)
    return [`Order ${orderId}: it was cancelled, and nothing spoke against it.`];
  return [];
}

export function twice(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
