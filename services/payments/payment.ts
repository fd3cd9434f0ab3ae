import type { EventData } from '#schemas/event-catalog.ts';

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

const refusals: Record<string, { reason: EventData['payment.failed']['reason']; detail: string }> = {
  tok_refused: { reason: 'card_declined', detail: 'The bank declined the card.' },
  tok_expired: { reason: 'card_expired', detail: 'The card has expired.' },
};

/** Asks the bank, which always refuses some tokens. Null when the payment no longer waits for it. */
export function authorizePayment(payment: Payment): PaymentStep | null {
  if (payment.status !== 'pending') return null;
  const refusal = refusals[payment.card_token];
  if (refusal) {
    return {
      status: 'failed',
      entry: null,
      event: { type: 'payment.failed', data: { ...factsOf(payment), ...refusal } },
    };
  }
  return { status: 'authorized', entry: 'authorize', event: { type: 'payment.authorized', data: factsOf(payment) } };
}

/** Takes the money that is set aside; null when none is. */
export function capturePayment(payment: Payment): PaymentStep | null {
  if (payment.status !== 'authorized') return null;
  return {
    status: 'captured',
    entry: 'capture',
    event: { type: 'payment.captured', data: { ...factsOf(payment), bank_reference: bankReferenceOf(payment) } },
  };
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

/** The played bank numbers its movements by our own payments. */
function bankReferenceOf({ payment_id }: Payment): string {
  return `nb-${payment_id}`;
}

function factsOf({ order_id, payment_id, customer_id, amount_cents, currency }: Payment) {
  return { order_id, payment_id, customer_id, amount_cents, currency };
}
