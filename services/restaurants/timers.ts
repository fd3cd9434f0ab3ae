import type { ServiceContext, TimerHandlers, Work } from '#services/_kit/index.ts';
import { answerOrder } from './answer-order.ts';
import { reopen } from './busy-kitchen.ts';
import { restock } from './portions.ts';
import { readRestaurant } from './restaurant-store.ts';
import { tellAvailability, tellMenu } from './tell-menu.ts';
import { lockTicket, moveTicket, type Ticket } from './ticket-store.ts';

/** How long a kitchen that does not answer is left alone before it is asked again. */
const askAgainMs = 5_000;

export function restaurantTimers(context: ServiceContext): TimerHandlers {
  const { settings, faults } = context;
  const { pace } = settings;
  return {
    answer: async (orderId, work) => {
      const ticket = await lockTicket(work, orderId);
      if (ticket?.status !== 'received') return;
      if (faults.strikes('silent', orderId)) work.startTimer('answer', orderId, pace * askAgainMs);
      else await answerOrder(context, work, ticket);
    },
    cook: async (orderId, work) => {
      const ticket = await lockTicket(work, orderId);
      if (ticket?.status === 'accepted') await serveOrder(work, ticket);
    },
    restock,
    reopen: (restaurantId, work) => reopen(restaurantId, work, pace),
    announce: async (restaurantId, work) => {
      const restaurant = await readRestaurant(work.client, restaurantId);
      if (!restaurant) return;
      await tellMenu(work, restaurantId);
      await tellAvailability(work, restaurant, restaurant.open ? 'opened' : 'closed');
    },
  };
}

async function serveOrder(work: Work, { order_id, restaurant_id, customer_id, dropoff }: Ticket): Promise<void> {
  const restaurant = await readRestaurant(work.client, restaurant_id);
  const pickup = { street: restaurant?.street ?? 'unknown', city: restaurant?.city ?? 'unknown' };
  await moveTicket(work, order_id, 'ready');
  const restaurant_name = restaurant?.name ?? restaurant_id;
  work.publish('restaurant.order_ready', order_id, {
    order_id,
    restaurant_id,
    restaurant_name,
    customer_id,
    pickup,
    dropoff,
  });
}
