import { randomUUID } from 'node:crypto';
import type { Flow } from '#schemas/api/flow.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { flowWith, placeOrder, readOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

const typesOf = (flow: Flow): (string | null)[] => flow.events.map(({ type }) => type);

test.describe('an order that is refused', () => {
  test('by the bank ends cancelled, with nothing to give back', async ({ page, request }) => {
    const order = await placeOrder(request, randomUUID(), { paymentToken: 'tok_refused' });
    const flow = await flowWith(request, order.correlationId, 'order.cancelled');
    expect(typesOf(flow)).toContain('payment.failed');
    expect(typesOf(flow)).not.toContain('payment.refunded');
    expect(await readOrder(request, order.orderId)).toMatchObject({ status: 'cancelled' });

    const opened = new FlowPage(page);
    await opened.open(order.correlationId);
    await expect(opened.status('failed')).toBeVisible();
  });

  test('by the kitchen ends cancelled, and the money goes back', async ({ page, request }) => {
    const wish = { restaurantId: 'trattoria-sole', skus: ['pizza-margherita', 'truffle-special'] };
    const order = await placeOrder(request, randomUUID(), wish);
    await flowWith(request, order.correlationId, 'order.cancelled');
    const flow = await flowWith(request, order.correlationId, 'payment.refunded');
    expect(typesOf(flow)).toContain('restaurant.order_rejected');
    expect(typesOf(flow)).not.toContain('driver.assigned');
    expect(await readOrder(request, order.orderId)).toMatchObject({ status: 'cancelled' });

    const opened = new FlowPage(page);
    await opened.open(order.correlationId);
    await expect(opened.status('failed')).toBeVisible();
  });
});
