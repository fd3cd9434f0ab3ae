import { settings } from '#app/_server/settings.ts';
import { placeOrder } from '#schemas/api/order.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { parse } from '../_border/parse.ts';
import { readBody } from '../_border/read-body.ts';
import { requireSameOrigin } from '../_border/require-same-origin.ts';
import { placeOrderByRest } from './place-order-by-rest.ts';

export const POST = answer(
  '/api/orders',
  async ({ request, correlationId }) => {
    requireSameOrigin(request);
    const wish = parse(placeOrder, await readBody(request));
    const { ORDERS_URL, RESTAURANTS_URL } = settings();
    const placed = await placeOrderByRest({
      ordersUrl: ORDERS_URL,
      restaurantsUrl: RESTAURANTS_URL,
      correlationId,
      wish,
    });
    return json(placed, { status: 201 });
  },
  { record: 'always' },
);
