import type pg from 'pg';
import type { Work } from '#services/_kit/index.ts';
import type { Payment, PaymentEvent, PaymentStep } from './payment.ts';

const columns = 'order_id, payment_id, customer_id, amount_cents, currency, card_token, status';

export async function insertPayment({ client }: Work, payment: Payment): Promise<void> {
  await client.query(`insert into payment (${columns}) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`, [
    payment.order_id,
    payment.payment_id,
    payment.customer_id,
    payment.amount_cents,
    payment.currency,
    payment.card_token,
    payment.status,
  ]);
}

/** The payment of an order, which nobody else moves until the transaction ends. */
export async function lockPayment({ client }: Work, orderId: string): Promise<Payment | null> {
  const { rows } = await client.query<Payment>(`select ${columns} from payment where order_id = $1 for update`, [
    orderId,
  ]);
  return rows[0] ?? null;
}

/** Writes a step: status, ledger and event together. */
export async function applyStep(work: Work, payment: Payment, step: PaymentStep): Promise<void> {
  const { order_id, amount_cents } = payment;
  await work.client.query('update payment set status = $2, updated_at = now() where order_id = $1', [
    order_id,
    step.status,
  ]);
  if (step.entry) {
    await work.client.query('insert into ledger (order_id, entry, amount_cents) values ($1, $2, $3)', [
      order_id,
      step.entry,
      amount_cents,
    ]);
  }
  if (step.event) tell(work, payment, step.event);
}

/** The acquirer of SEPA payments is the older one: it gives no reference of its own, and tells in version 1. */
function tell(work: Work, { order_id, card_token }: Payment, { type, data }: PaymentEvent): void {
  if (type === 'payment.captured' && card_token.startsWith('tok_sepa'))
    work.publish(type, order_id, data, { version: 1 });
  else work.publish(type, order_id, data);
}

export type LedgerRow = { entry: string; amount_cents: number; at: Date };

export async function readPayment(db: pg.Pool, orderId: string): Promise<(Payment & { ledger: LedgerRow[] }) | null> {
  const { rows } = await db.query<Payment>(`select ${columns} from payment where order_id = $1`, [orderId]);
  const [payment] = rows;
  if (!payment) return null;
  const ledger = await db.query<LedgerRow>(
    'select entry, amount_cents, at from ledger where order_id = $1 order by id',
    [orderId],
  );
  return { ...payment, ledger: ledger.rows };
}
