import { randomInt } from 'node:crypto';
import type { EventData } from '#schemas/event-catalog.ts';
import type { FoundQuote } from './find-quote.ts';
import type { OrderChange } from './order.ts';

export type Placing = {
  customerId: string;
  address?: { street: string; city: string } | undefined;
  note?: string | undefined;
  paymentToken?: string | undefined;
  channel?: EventData['order.created']['channel'] | undefined;
};

const homeAddress = { street: 'Lindenweg 12', city: 'Berlin' };

/** A new order at the quoted prices. */
export function placeOrder(orderId: string, placing: Placing, { quote, quotedFrom }: FoundQuote): OrderChange {
  const data = {
    order_id: orderId,
    customer_id: placing.customerId,
    restaurant_id: quote.restaurantId,
    restaurant_name: quote.restaurantName,
    items: quote.items.map(({ sku, name, quantity, unitPriceCents }) => ({
      sku,
      name,
      quantity,
      unit_price_cents: unitPriceCents,
    })),
    total_cents: quote.totalCents,
    currency: quote.currency,
    address: placing.address ?? homeAddress,
    payment_token: placing.paymentToken ?? 'tok_visa',
    channel: placing.channel ?? 'unknown',
    quoted_from: quotedFrom,
  };
  return { type: 'order.created', data: placing.note === undefined ? data : { ...data, note: placing.note } };
}

// Without the letters that are mistaken for digits on the phone (Crockford's base 32).
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id that can be read out on the phone: `7K3M-9QXD`, one of 2^40. */
export function newOrderId(): string {
  const word = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${word()}-${word()}`;
}
