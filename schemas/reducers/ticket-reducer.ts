import type { EventData } from '../event-catalog.ts';
import type { OrderStatus } from './order-reducer.ts';

type TicketEventType = Extract<keyof EventData, `restaurant.order_${string}`>;
type TicketEvent = { [Type in TicketEventType]: { type: Type; data: EventData[Type]; time: string } }[TicketEventType];

/** What restaurants tells of the kitchen's ticket of an order. */
export type TicketState = {
  order_id: string;
  restaurant_id: string;
  restaurant_name: string;
  status: 'accepted' | 'rejected' | 'ready';
  ready_expected_at: string | null;
  refusal: { reason: string; detail: string } | null;
  updated_at: string;
};

export function evolveTicket(before: TicketState | null, { type, data, time }: TicketEvent): TicketState {
  const { order_id, restaurant_id, restaurant_name } = data;
  const facts = { order_id, restaurant_id, restaurant_name, updated_at: time };
  const begun = { ...facts, status: 'accepted', ready_expected_at: null, refusal: null } as const;
  const ticket = { ...begun, ...before, ...facts };
  switch (type) {
    case 'restaurant.order_accepted':
      return { ...ticket, status: 'accepted', ready_expected_at: data.ready_expected_at };
    case 'restaurant.order_rejected':
      return { ...ticket, status: 'rejected', refusal: { reason: data.reason, detail: data.detail } };
    case 'restaurant.order_ready':
      return { ...ticket, status: 'ready' };
  }
}

/** With which states of the order each of a ticket goes together. A kitchen that is done need not hear of a cancellation. */
export const ticketGoesWith: Record<TicketState['status'], readonly OrderStatus[]> = {
  accepted: ['confirmed', 'preparing'],
  rejected: ['cancelled'],
  ready: ['confirmed', 'preparing', 'ready', 'on_the_way', 'completed', 'cancelled'],
};
