import { randomUUID } from 'node:crypto';
import { flowList } from '#schemas/api/flow-list.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { openPage } from './fixtures/open-page.ts';
import { flowWith, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

test.describe('an order placed by REST', () => {
  test('fills its flow page, already open, up to order.completed without a reload', async ({ page, request }) => {
    const correlationId = randomUUID();
    const flow = new FlowPage(page);
    await flow.open(correlationId);
    await expect(page.getByText('No record with this correlation id is in the index yet.')).toBeVisible();
    await expect(page.getByText('The page is listening')).toBeVisible();
    await page.evaluate(() => document.documentElement.setAttribute('data-same-document', 'yes'));

    const order = await placeOrder(request, correlationId);
    expect(order.correlationId).toBe(correlationId);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(order.orderId);
    await expect(flow.timeline).toBeVisible();
    await expect(flow.status('done')).toBeVisible({ timeout: 90_000 });

    await page.getByRole('radio', { name: 'Table' }).check({ force: true });
    await flow.latestFirst();
    await expect(flow.row(/order\.completed v\d/)).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-same-document', 'yes');

    const done = await flowWith(request, correlationId, 'order.completed');
    for (const type of ['order.created', 'payment.authorized', 'restaurant.order_accepted', 'delivery.delivered']) {
      expect(done.events.map((event) => event.type)).toContain(type);
    }
    expect(done.requests.map(({ method, route }) => `${method} ${route}`)).toContain('POST /orders');
    // Where there is no Python, loyalty is left out.
    expect(done.events.map(({ service }) => service)).toEqual(
      expect.arrayContaining(['orders', 'payments', 'restaurants', 'drivers', 'notifications', 'analytics']),
    );
  });

  test('is found by its order id, its customer id and an event id', async ({ page, request }) => {
    const correlationId = randomUUID();
    const order = await placeOrder(request, correlationId);
    const flow = await flowWith(request, correlationId, 'order.completed');
    const eventId = flow.events.find(({ type }) => type === 'payment.authorized')?.eventId ?? '';
    for (const id of [order.orderId, order.customerId, eventId, correlationId]) {
      const found = flowList.parse(await (await request.get(`/api/flows?q=${encodeURIComponent(id)}`)).json());
      expect(
        found.items.map((item) => item.correlationId),
        `found by ${id}`,
      ).toEqual([correlationId]);
      expect(found.coverage.topics.length, 'says what was covered').toBeGreaterThan(0);

      await openPage(page, '/flows');
      await page.keyboard.press('Control+k');
      // Typed at once: what comes before the dialog is there must not be lost.
      await page.keyboard.type(id);
      await expect(page.getByRole('combobox', { name: 'Search by any id' })).toHaveValue(id);
      await expect(page.getByRole('option')).toHaveCount(1);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(new RegExp(`/flows/${correlationId}${id === eventId ? '\\?sel=' : '$'}`));
      await expect(page.getByRole('heading', { level: 1 })).toContainText(order.orderId);
    }
  });

  test('shows the record behind each event: payload, headers, cause', async ({ page, request }) => {
    const correlationId = randomUUID();
    const order = await placeOrder(request, correlationId);
    const { events } = await flowWith(request, correlationId, 'order.completed');
    const created = events.find(({ type }) => type === 'order.created');
    const flow = new FlowPage(page);
    await flow.open(correlationId, `?sel=${encodeURIComponent(created?.record ?? '')}`);
    await expect(flow.selected).toContainText('order.created');
    await expect(flow.selected).toContainText(created?.eventId ?? 'an event id');
    await expect(flow.selected).toContainText(order.customerId);
    await expect(flow.selected).toContainText('POST /orders');
  });
});
