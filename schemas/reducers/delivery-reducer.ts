import type { EventData } from '../event-catalog.ts';
import type { OrderStatus } from './order-reducer.ts';

type DeliveryEventType = 'driver.assigned' | Extract<keyof EventData, `delivery.${string}`>;
type DeliveryEvent = {
  [Type in DeliveryEventType]: { type: Type; data: EventData[Type]; time: string };
}[DeliveryEventType];

/** What drivers tells of the delivery of an order. */
export type DeliveryState = {
  order_id: string;
  status: 'assigned' | 'picked_up' | 'delivered' | 'failed';
  driver: { id: string; name: string } | null;
  delivered_at: string | null;
  failure: { reason: string; detail: string } | null;
  updated_at: string;
};

export function evolveDelivery(before: DeliveryState | null, { type, data, time }: DeliveryEvent): DeliveryState {
  const { order_id, driver_id } = data;
  const driver = driver_id ? { id: driver_id, name: data.driver_name ?? driver_id } : (before?.driver ?? null);
  const facts = { order_id, driver, updated_at: time };
  const begun = { ...facts, status: 'assigned', delivered_at: null, failure: null } as const;
  const delivery = { ...begun, ...before, ...facts };
  switch (type) {
    case 'driver.assigned':
      return { ...delivery, status: 'assigned' };
    case 'delivery.picked_up':
      return { ...delivery, status: 'picked_up' };
    case 'delivery.delivered':
      return { ...delivery, status: 'delivered', delivered_at: data.delivered_at };
    case 'delivery.failed':
      return { ...delivery, status: 'failed', failure: { reason: data.reason, detail: data.detail } };
  }
}

/** With which states of the order each of a delivery goes together: topics overtake one another, so it may be ahead. */
export const deliveryGoesWith: Record<DeliveryState['status'], readonly OrderStatus[]> = {
  assigned: ['confirmed', 'preparing', 'ready'],
  picked_up: ['confirmed', 'preparing', 'ready', 'on_the_way'],
  delivered: ['ready', 'on_the_way', 'completed'],
  failed: ['cancelled'],
};
