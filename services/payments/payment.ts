import type { EventData } from '#schemas/event-catalog.ts';
import type { BankWord } from './bank.ts';

export type PaymentStatus = 'pending' | 'authorized' | 'failed' | 'captured' | 'refunded' | 'voided';

export type Payment = {
  order_id: string;
  payment_id: string;
  customer_id: string;
  amount_cents: number;
  currency: 'EUR';
  card_token: string;
  status: PaymentStatus;
};

export type LedgerEntry = 'authorize' | 'capture' | 'release' | 'refund';

export type PaymentEventType = 'payment.authorized' | 'payment.failed' | 'payment.captured' | 'payment.refunded';
export type PaymentEvent = { [Type in PaymentEventType]: { type: Type; data: EventData[Type] } }[PaymentEventType];

/** What a step of a payment does: its new status, and what is written and told of it. */
export type PaymentStep = { status: PaymentStatus; entry: LedgerEntry | null; event: PaymentEvent | null };

/** What the bank's word about setting money aside changes; null when the payment no longer waits for it. */
export function authorizePayment(payment: Payment, word: NonNullable<BankWord>): PaymentStep | null {
  if (payment.status !== 'pending') return null;
  if (!word.pays) return failed(payment, word, null);
  return { status: 'authorized', entry: 'authorize', event: { type: 'payment.authorized', data: factsOf(payment) } };
}

/** What the bank's word about taking the money changes; null when none is set aside. A refusal frees it. */
export function capturePayment(payment: Payment, word: NonNullable<BankWord>): PaymentStep | null {
  if (payment.status !== 'authorized') return null;
  if (!word.pays) return failed(payment, word, 'release');
  const data = { ...factsOf(payment), bank_reference: bankReferenceOf(payment) };
  return { status: 'captured', entry: 'capture', event: { type: 'payment.captured', data } };
}

/** The order is cancelled: money held or taken goes back, a payment that was not yet asked for never is. */
export function returnPayment(payment: Payment, reason: string): PaymentStep | null {
  switch (payment.status) {
    case 'pending':
      return { status: 'voided', entry: null, event: null };
    case 'authorized':
    case 'captured': {
      const entry = payment.status === 'captured' ? 'refund' : 'release';
      const data = { ...factsOf(payment), was: payment.status, reason };
      return { status: 'refunded', entry, event: { type: 'payment.refunded', data } };
    }
    case 'failed':
    case 'refunded':
    case 'voided':
      return null;
  }
}

type Refused = Extract<NonNullable<BankWord>, { pays: false }>;

function failed(payment: Payment, { reason, detail }: Refused, entry: LedgerEntry | null): PaymentStep {
  return { status: 'failed', entry, event: { type: 'payment.failed', data: { ...factsOf(payment), reason, detail } } };
}

/** The played bank numbers its movements by our own payments. */
function bankReferenceOf({ payment_id }: Payment): string {
  return `nb-${payment_id}`;
}

function factsOf({ order_id, payment_id, customer_id, amount_cents, currency }: Payment) {
  return { order_id, payment_id, customer_id, amount_cents, currency };
}
