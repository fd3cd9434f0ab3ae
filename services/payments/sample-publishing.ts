import type { Publishing, Stage } from '#services/_kit/contracts/index.ts';

const taken = async (stage: Stage, id: string, token = 'tok_visa') => {
  await stage.hear('order.created', { order_id: id, payment_token: token });
  await stage.told('payment.authorized', id);
  await stage.hear('restaurant.order_accepted', { order_id: id });
};

/** How payments comes to tell each of its events. */
export const paymentsPublishing: Publishing = {
  tells: {
    'payment.authorized v1': async (stage, id) => {
      await stage.hear('order.created', { order_id: id });
      return await stage.told('payment.authorized', id);
    },
    'payment.failed v1': async (stage, id) => {
      await stage.hear('order.created', { order_id: id, payment_token: 'tok_refused' });
      return await stage.told('payment.failed', id);
    },
    'payment.captured v1': async (stage, id) => {
      await taken(stage, id, 'tok_sepa_de');
      return await stage.told('payment.captured', id, ({ event_version }) => event_version === 1);
    },
    'payment.captured v2': async (stage, id) => {
      await taken(stage, id);
      return await stage.told('payment.captured', id, ({ event_version }) => event_version === 2);
    },
    'payment.refunded v1': async (stage, id) => {
      await taken(stage, id);
      await stage.hear('order.cancelled', { order_id: id });
      return await stage.told('payment.refunded', id);
    },
  },
};
