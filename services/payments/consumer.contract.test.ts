import { describeConsumer, type Stage } from '#services/_kit/contracts/index.ts';
import { paymentsService } from './payments-service.ts';

const authorized = async (stage: Stage, id: string) => {
  await stage.hear('order.created', { order_id: id });
  await stage.told('payment.authorized', id);
  return { order_id: id };
};

describeConsumer(paymentsService, {
  'order.created': [
    {
      needs: ['order_id', 'customer_id', 'total_cents', 'currency', 'payment_token'],
      causes: (stage, id) => stage.told('payment.authorized', id),
    },
  ],
  'restaurant.order_accepted': [
    { needs: ['order_id'], given: authorized, causes: (stage, id) => stage.told('payment.captured', id) },
  ],
  'order.cancelled': [
    {
      needs: ['order_id', 'customer_id', 'total_cents', 'currency', 'reason'],
      given: authorized,
      causes: (stage, id) => stage.told('payment.refunded', id),
    },
  ],
});
