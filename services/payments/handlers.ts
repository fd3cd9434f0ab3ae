import { v7 as uuidv7 } from 'uuid';
import {
  type EventHandlers,
  type ServiceContext,
  stepMs,
  type TimerHandlers,
  type Work,
} from '#services/_kit/index.ts';
import { authorizePayment, capturePayment, type Payment, type PaymentStep, returnPayment } from './payment.ts';
import { applyStep, insertPayment, lockPayment } from './payment-store.ts';

const bankTakesMs = [1_000, 3_000] as const;

export function paymentHandlers(context: ServiceContext): EventHandlers {
  return {
    'order.created': async ({ data }, work) => {
      await insertPayment(work, {
        order_id: data.order_id,
        payment_id: uuidv7(),
        customer_id: data.customer_id,
        amount_cents: data.total_cents,
        currency: data.currency,
        card_token: data.payment_token,
        status: 'pending',
      });
      work.startTimer(
        'authorize',
        data.order_id,
        stepMs(context.settings.pace, 'authorize', data.order_id, bankTakesMs),
      );
    },
    'restaurant.order_accepted': ({ data }, work) => step(context, work, data.order_id, capturePayment),
    'order.cancelled': async ({ data }, work) => {
      await work.stopTimers(data.order_id);
      await step(context, work, data.order_id, (payment) => returnPayment(payment, data.reason));
    },
  };
}

export function paymentTimers(context: ServiceContext): TimerHandlers {
  return { authorize: (orderId, work) => step(context, work, orderId, authorizePayment) };
}

async function step(
  { logger }: ServiceContext,
  work: Work,
  orderId: string,
  decide: (payment: Payment) => PaymentStep | null,
): Promise<void> {
  const payment = await lockPayment(work, orderId);
  if (!payment) return logger.warn({ order_id: orderId }, 'there is no payment of this order here');
  const next = decide(payment);
  if (next) await applyStep(work, payment, next);
}
