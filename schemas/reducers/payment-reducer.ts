import type { EventData } from '../event-catalog.ts';
import type { OrderStatus } from './order-reducer.ts';

type PaymentEventType = Extract<keyof EventData, `payment.${string}`>;
type PaymentEvent = {
  [Type in PaymentEventType]: { type: Type; data: EventData[Type]; time: string };
}[PaymentEventType];

/** What payments tells of an order's payment. */
export type PaymentState = EventData['payment.authorized'] & {
  status: 'authorized' | 'captured' | 'failed' | 'refunded';
  bank_reference: string | null;
  failure: { reason: string; detail: string } | null;
  /** Where the money went back: whether it had been held or taken, and why. */
  returned: { was: 'authorized' | 'captured'; reason: string } | null;
  updated_at: string;
};

export function evolvePayment(before: PaymentState | null, { type, data, time }: PaymentEvent): PaymentState {
  const { order_id, payment_id, customer_id, amount_cents, currency } = data;
  const facts = { order_id, payment_id, customer_id, amount_cents, currency, updated_at: time };
  const begun = { ...facts, status: 'authorized', bank_reference: null, failure: null, returned: null } as const;
  const payment = { ...begun, ...before, ...facts };
  switch (type) {
    case 'payment.authorized':
      return { ...payment, status: 'authorized' };
    case 'payment.captured':
      return { ...payment, status: 'captured', bank_reference: data.bank_reference };
    case 'payment.failed':
      return { ...payment, status: 'failed', failure: { reason: data.reason, detail: data.detail } };
    case 'payment.refunded':
      return { ...payment, status: 'refunded', returned: { was: data.was, reason: data.reason } };
  }
}

/** With which states of the order each of a payment goes together; any other pair contradicts itself. */
export const paymentGoesWith: Record<PaymentState['status'], readonly OrderStatus[]> = {
  authorized: ['placed', 'confirmed', 'preparing', 'ready'],
  captured: ['confirmed', 'preparing', 'ready', 'on_the_way', 'completed'],
  failed: ['cancelled'],
  refunded: ['cancelled'],
};
