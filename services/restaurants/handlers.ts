import { type EventHandlers, inOrder, type ServiceContext, stepMs } from '#services/_kit/index.ts';
import { noteDoorTime } from './restaurant-store.ts';
import { insertTicket, lockTicket, moveTicket, redirectTicket } from './ticket-store.ts';

const answerTakesMs = [2_000, 6_000] as const;

export function restaurantHandlers({ settings: { pace } }: ServiceContext): EventHandlers {
  return inOrder({
    'order.confirmed': async ({ data }, work) => {
      await insertTicket(work, data);
      work.startTimer('answer', data.order_id, stepMs(pace, 'answer', data.order_id, answerTakesMs));
    },
    'order.updated': async ({ data }, work) => {
      if (data.address) await redirectTicket(work, data.order_id, data.address);
    },
    'order.cancelled': async ({ data }, work) => {
      const ticket = await lockTicket(work, data.order_id);
      if (ticket?.status !== 'received' && ticket?.status !== 'accepted') return;
      await work.stopTimers(data.order_id);
      await moveTicket(work, data.order_id, 'cancelled');
    },
    'analytics.order_measured': async ({ data }, work) => {
      if (data.outcome === 'completed') await noteDoorTime(work, data.restaurant_id, data.ended_after_ms);
    },
  });
}
