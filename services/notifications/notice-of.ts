import type { EventData } from '#schemas/event-catalog.ts';

type OrderNews = {
  [Type in 'order.confirmed' | 'order.updated' | 'order.cancelled' | 'order.completed']: {
    type: Type;
    data: EventData[Type];
  };
}['order.confirmed' | 'order.updated' | 'order.cancelled' | 'order.completed'];

export type Notice = { template: EventData['notification.requested']['template']; text: string };

/** What the customer is told of an order's news; null when it is nothing to a customer. */
export function noticeOf(news: OrderNews): Notice | null {
  switch (news.type) {
    case 'order.confirmed':
      return {
        template: 'order_confirmed',
        text: `${news.data.restaurant_name} has your order ${news.data.order_id}.`,
      };
    case 'order.cancelled':
      return {
        template: 'order_cancelled',
        text: `Your order ${news.data.order_id} was cancelled: ${news.data.detail} You pay nothing.`,
      };
    case 'order.completed':
      return { template: 'order_completed', text: `Your order ${news.data.order_id} is at the door. Enjoy!` };
    case 'order.updated': {
      const leaves = news.data.status === 'on_the_way' && news.data.changed.includes('status');
      return leaves ? { template: 'order_on_the_way', text: `Your order ${news.data.order_id} is on the way.` } : null;
    }
  }
}
