import { orderDeadlines } from '#schemas/process-deadlines.ts';
import { cancelled } from './cancel-order.ts';
import type { Order, OrderChange } from './order.ts';

/** Whose answer an order waits for. */
export type Deadline = 'payment_answer' | 'kitchen_answer' | 'capture_answer' | 'driver_answer';

/** What ends the order when the answer does not come, and after how many ms at pace 1. */
const deadlines = {
  payment_answer: {
    withinMs: orderDeadlines.paymentAnswerMs,
    reason: 'payment_timeout',
    detail: 'The bank did not answer in time.',
  },
  kitchen_answer: {
    withinMs: orderDeadlines.kitchenAnswerMs,
    reason: 'restaurant_timeout',
    detail: 'The restaurant did not answer in time.',
  },
  capture_answer: {
    withinMs: orderDeadlines.captureMs,
    reason: 'payment_timeout',
    detail: 'The payment could not be completed in time.',
  },
  driver_answer: {
    withinMs: orderDeadlines.driversWordMs,
    reason: 'no_driver',
    detail: 'No driver was found in time.',
  },
} as const;

/** What an order waits for; null when it waits for nobody's answer. Whoever is paid was accepted by the kitchen. */
export function deadlineOf({ status, paid, driver }: Order): { name: Deadline; withinMs: number } | null {
  if (status === 'placed') return named('payment_answer');
  if (paid) return status === 'ready' && !driver ? named('driver_answer') : null;
  if (status === 'confirmed') return named('kitchen_answer');
  return status === 'preparing' || status === 'ready' ? named('capture_answer') : null;
}

/** The deadline has passed: the order is cancelled, unless the answer came or it waits for another one by now. */
export function missDeadline(order: Order, name: Deadline): OrderChange[] {
  if (deadlineOf(order)?.name !== name) return [];
  const { reason, detail } = deadlines[name];
  return [cancelled(order, reason, detail)];
}

function named(name: Deadline) {
  return { name, withinMs: deadlines[name].withinMs };
}
