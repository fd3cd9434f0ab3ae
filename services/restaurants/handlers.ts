import {
  type EventHandlers,
  type ServiceContext,
  stepMs,
  type TimerHandlers,
  type Work,
} from '#services/_kit/index.ts';
import { askKitchen } from './quote-order.ts';
import { readMenu, readRestaurant } from './restaurant-store.ts';
import { insertTicket, lockTicket, moveTicket, redirectTicket, type Ticket } from './ticket-store.ts';

const answerTakesMs = [2_000, 6_000] as const;
const cookingTakesMs = [12_000, 30_000] as const;

export function restaurantHandlers({ settings: { pace } }: ServiceContext): EventHandlers {
  return {
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
  };
}

export function restaurantTimers({ settings: { pace } }: ServiceContext): TimerHandlers {
  return {
    answer: async (orderId, work) => {
      const ticket = await lockTicket(work, orderId);
      if (ticket?.status === 'received') await answerOrder(work, ticket, pace);
    },
    cook: async (orderId, work) => {
      const ticket = await lockTicket(work, orderId);
      if (ticket?.status === 'accepted') await serveOrder(work, ticket);
    },
  };
}

async function answerOrder(work: Work, ticket: Ticket, pace: number): Promise<void> {
  const { order_id, restaurant_id } = ticket;
  const restaurant = await readRestaurant(work.client, restaurant_id);
  const menu = await readMenu(work.client, restaurant_id);
  const facts = { order_id, restaurant_id, restaurant_name: restaurant?.name ?? restaurant_id };
  const word = askKitchen(
    restaurant,
    menu,
    ticket.items.map(({ sku }) => sku),
  );
  if (!word.accepts) {
    await moveTicket(work, order_id, 'rejected');
    work.publish('restaurant.order_rejected', order_id, { ...facts, reason: word.reason, detail: word.detail });
    return;
  }
  const cookingMs = stepMs(pace, 'cook', order_id, cookingTakesMs);
  const ready_expected_at = new Date(work.now.getTime() + cookingMs).toISOString();
  await moveTicket(work, order_id, 'accepted');
  work.publish('restaurant.order_accepted', order_id, { ...facts, ready_expected_at });
  work.startTimer('cook', order_id, cookingMs);
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
