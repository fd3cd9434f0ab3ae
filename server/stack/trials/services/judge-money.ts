import type { CustomerWord, Evidence } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';

/** What of the ledger an order may end with: entries in their order, by how it ended. */
const allowed = {
  completed: ['authorize capture'],
  cancelled: ['', 'authorize release', 'authorize capture refund'],
};
const told: Record<string, string> = {
  authorize: 'payment.authorized',
  capture: 'payment.captured',
  release: 'payment.refunded',
  refund: 'payment.refunded',
};

/** Money was taken once from who got the food, came back once to who did not, and every movement was told once. */
export function judgeMoney(evidence: Evidence): string[] {
  const ledger = Map.groupBy(evidence.ledger, ({ orderId }) => orderId);
  const payments = Map.groupBy(evidence.payments, ({ orderId }) => orderId);
  const completed = new Set(
    evidence.orders.filter(({ type }) => type === 'order.completed').map(({ orderId }) => orderId),
  );
  const known = new Set(evidence.customers.map(({ orderId }) => orderId));
  const strangers = [...ledger.keys()].filter((orderId) => !known.has(orderId));
  return [
    ...strangers.map((orderId) => `Order ${orderId}: money moved for an order that nobody placed.`),
    ...evidence.customers.flatMap((customer) => {
      const count = payments.get(customer.orderId)?.length ?? 0;
      return [
        ...(count === 1 ? [] : [`Order ${customer.orderId}: it has ${count} payments.`]),
        ...judgeLedger(customer, ledger.get(customer.orderId) ?? [], completed.has(customer.orderId)),
      ];
    }),
    ...judgeTold(evidence, ledger),
  ];
}

function judgeLedger(customer: CustomerWord, rows: Evidence['ledger'], isCompleted: boolean): string[] {
  const { orderId, totalCents, kind } = customer;
  const entries = rows.map(({ entry }) => entry).join(' ');
  const wrong = rows.filter(({ amountCents }) => amountCents !== totalCents);
  const may = isCompleted ? allowed.completed : allowed.cancelled;
  const faults = wrong.map(
    ({ entry, amountCents }) => `Order ${orderId}: ${entry} of ${amountCents} cents, and it costs ${totalCents}.`,
  );
  if (kind === 'card' && entries !== '')
    faults.push(`Order ${orderId}: its card was refused, and the ledger has ${entries}.`);
  if (may.includes(entries)) return faults;
  const how = isCompleted ? 'completed' : 'cancelled';
  return [...faults, `Order ${orderId}: it is ${how}, and the ledger has ${entries || 'nothing'}.`];
}

function judgeTold(evidence: Evidence, ledger: Map<string, Evidence['ledger']>): string[] {
  const events = Map.groupBy(firstOfEach(evidence.log), ({ key }) => key);
  return evidence.customers.flatMap(({ orderId }) => {
    const ofOrder = events.get(orderId) ?? [];
    // A capture that the bank refused is told as that; the release goes without saying.
    const wasRefused = ofOrder.some(({ type, data }) => type === 'payment.failed' && data.reason === 'capture_refused');
    const expected = (ledger.get(orderId) ?? [])
      .filter(({ entry }) => !(wasRefused && entry === 'release'))
      .map(({ entry }) => told[entry] ?? entry);
    const heard = ofOrder.map(({ type }) => type).filter((type) => Object.values(told).includes(type));
    const isSame = expected.toSorted().join() === heard.toSorted().join();
    return isSame
      ? []
      : [`Order ${orderId}: the ledger moved for ${expected.join(', ')}; told was ${heard.join(', ')}.`];
  });
}
