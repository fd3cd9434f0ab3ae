import type { RunningStack } from '../../open-stack.ts';
import type { Attack } from './attack-services.ts';
import type { Evidence } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';
import { isTimeout } from './judge-orders.ts';
import type { TopicListener } from './listen-to-topics.ts';
import type { Served } from './serve-customers.ts';

type Course = {
  evidence: Evidence;
  ground: { listener: TopicListener };
  stack: RunningStack;
  served: Served;
  attack: Attack;
  attackedMs: number;
  restedMs: number;
};

/** What happened, in numbers. */
export function summarize({ evidence, ground, stack, served, attack, attackedMs, restedMs }: Course) {
  const { log, customers, orders } = evidence;
  const copies = log.length - firstOfEach(log).length;
  const cancelled = new Set(orders.filter(({ type }) => type === 'order.cancelled').map(({ orderId }) => orderId));
  return {
    orders: customers.length,
    completed: orders.filter(({ type }) => type === 'order.completed').length,
    cancelled: cancelled.size,
    cancelledByCustomers: customers.filter((customer) => customer.cancelled === 'yes').length,
    endedByDeadlines: log.filter(({ type, data }) => type === 'order.cancelled' && isTimeout(data.reason)).length,
    customersTriedAgain: served.retries,
    blows: attack.blows(),
    secondsFromDeathToReady: quantiles(attack.returns()),
    restarts: Object.fromEntries(stack.views().map(({ name, restarts }) => [name, restarts])),
    records: log.length,
    recordsRepeatedByUs: ground.listener.echoed(),
    recordsRepeatedByServices: copies - ground.listener.echoed(),
    attackedSeconds: Math.round(attackedMs / 1_000),
    restedSeconds: Math.round(restedMs / 1_000),
  };
}

function quantiles(ms: number[]): { p50: number; most: number } | null {
  const sorted = ms.toSorted((a, b) => a - b);
  const seconds = (value: number | undefined) => Math.round((value ?? 0) / 100) / 10;
  return sorted.length === 0
    ? null
    : { p50: seconds(sorted[Math.floor(sorted.length / 2)]), most: seconds(sorted.at(-1)) };
}
