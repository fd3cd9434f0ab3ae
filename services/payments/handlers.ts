import { v7 as uuidv7 } from 'uuid';
import {
  type EventHandlers,
  inOrder,
  type ServiceContext,
  stepMs,
  type TimerHandlers,
  type Work,
} from '#services/_kit/index.ts';
import { askBank, type BankRequest } from './bank.ts';
import { authorizePayment, capturePayment, returnPayment } from './payment.ts';
import { applyStep, insertPayment, lockPayment } from './payment-store.ts';

const bankTakesMs = [1_000, 3_000] as const;
const askAgainMs = 2_000;

/** In order: an order and its end belong together; one that is told the other way round is called off all the same. */
export function paymentHandlers(context: ServiceContext): EventHandlers {
  return inOrder({
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
    'restaurant.order_accepted': ({ data }, work) => ask(context, work, data.order_id, 'capture'),
    'order.cancelled': async ({ data }, work) => {
      // Heard before its order it leaves a payment that nobody can begin any more; later nothing is inserted.
      await insertPayment(work, {
        order_id: data.order_id,
        payment_id: uuidv7(),
        customer_id: data.customer_id,
        amount_cents: data.total_cents,
        currency: data.currency,
        card_token: 'none',
        status: 'voided',
      });
      const payment = await lockPayment(work, data.order_id);
      if (!payment) return missing(context, data.order_id);
      await work.stopTimers(data.order_id);
      const step = returnPayment(payment, data.reason);
      if (step) await applyStep(work, payment, step);
    },
  });
}

export function paymentTimers(context: ServiceContext): TimerHandlers {
  return {
    authorize: (orderId, work) => ask(context, work, orderId, 'authorize'),
    capture: (orderId, work) => ask(context, work, orderId, 'capture'),
  };
}

const decisions = {
  authorize: { status: 'pending', decide: authorizePayment },
  capture: { status: 'authorized', decide: capturePayment },
} as const;

/** Asks the bank about a payment that waits for it; while the bank is silent, again later, for as long as it takes. */
async function ask(context: ServiceContext, work: Work, orderId: string, request: BankRequest): Promise<void> {
  const { status, decide } = decisions[request];
  const payment = await lockPayment(work, orderId);
  if (!payment) return missing(context, orderId);
  if (payment.status !== status) return;
  const word = askBank(context.faults, request, payment);
  if (!word) {
    context.logger.warn({ order_id: orderId, request }, 'the bank does not answer: asking again');
    return work.startTimer(request, orderId, context.settings.pace * askAgainMs);
  }
  const step = decide(payment, word);
  if (step) await applyStep(work, payment, step);
}

function missing({ logger }: ServiceContext, orderId: string): void {
  logger.warn({ order_id: orderId }, 'there is no payment of this order here');
}
