import type { Evidence } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';

/** What must hold whatever is killed, lost, repeated or late: of the tables and of what was told alike. */
export function judgeInvariants(evidence: Pick<Evidence, 'orders' | 'ledger' | 'deliveries' | 'log'>): string[] {
  const told = Map.groupBy(firstOfEach(evidence.log), ({ key }) => key);
  const kept = Map.groupBy(evidence.orders, ({ orderId }) => orderId);
  const ledger = Map.groupBy(evidence.ledger, ({ orderId }) => orderId);
  const delivered = new Set(
    evidence.deliveries.filter(({ status }) => status === 'delivered').map((one) => one.orderId),
  );
  return [...kept.keys()].flatMap((orderId) => {
    const typesOf = (list: { type: string }[] | undefined) => (list ?? []).map(({ type }) => type);
    const entries = (ledger.get(orderId) ?? []).map(({ entry }) => entry);
    const events = typesOf(told.get(orderId));
    const count = (list: string[], one: string) => list.filter((other) => other === one).length;
    const isBrought = delivered.has(orderId) || events.includes('delivery.delivered');
    const isCancelled = typesOf(kept.get(orderId)).includes('order.cancelled') || events.includes('order.cancelled');
    const holds: [boolean, string][] = [
      [isBrought && !entries.includes('capture'), 'it was delivered and never paid'],
      [isBrought && isCancelled, 'it was cancelled and delivered all the same'],
      [
        isCancelled && events.includes('delivery.picked_up') && !events.includes('delivery.failed'),
        'it was cancelled and picked up all the same',
      ],
      [isBrought && entries.includes('refund'), 'it was delivered and its money went back'],
      [count(entries, 'capture') > 1 || count(events, 'payment.captured') > 1, 'its money was taken more than once'],
      [count(entries, 'refund') > 1 || count(events, 'payment.refunded') > 1, 'its money went back more than once'],
      [
        isCancelled && entries.includes('capture') && !entries.includes('refund'),
        'it was cancelled and its money kept',
      ],
      [
        isCancelled && count(entries, 'authorize') > count(entries, 'capture') + count(entries, 'release'),
        'it was cancelled and its money is still held',
      ],
    ];
    return holds.filter(([isBroken]) => isBroken).map(([, sentence]) => `Order ${orderId}: ${sentence}.`);
  });
}
