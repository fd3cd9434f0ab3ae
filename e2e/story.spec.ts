import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { Description } from './fixtures/openapi.ts';
import { flowWith, type PlacedOrder, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

test.describe('a flow as support reads it', () => {
  test('of an order that was refused says where it is, whose fault that is, and who could not be told', async ({
    page,
    request,
  }) => {
    const wish = {
      customerId: `gone-${randomUUID().slice(0, 8)}`,
      restaurantId: 'trattoria-sole',
      skus: ['pizza-margherita', 'truffle-special'],
    };
    const order = await placeOrder(request, randomUUID(), wish);
    await flowWith(request, order.correlationId, 'payment.refunded');
    await flowWith(request, order.correlationId, 'notification.failed');
    await new FlowPage(page).open(order.correlationId, '?reading=support');
    await expect(page.getByRole('definition')).toContainText([
      'Nowhere: the order was cancelled.',
      /^\d\d:\d\d:\d\d/,
      'Nothing: it ended early',
      'Trattoria Sole: it could not make the order.',
      'Nothing more: the order is cancelled.',
      'There is no mailbox for customer',
    ]);
    const told = page.getByRole('list', { name: 'What happened' });
    await expect(told).toContainText('Trattoria Sole could not make the order');
    await expect(told).toContainText('the customer pays nothing.');
    await expect(told).toContainText('The customer could not be told by push message');

    const description = new Description(await (await request.get('/api/openapi.json')).json());
    const story = await request.get(`/api/flows/${order.correlationId}/story`);
    await description.expectPromised(story, '/api/flows/{correlationId}/story');
  });

  test('of an order on its way is handed on as a ticket and as a snapshot that stays as it was', async ({
    page,
    request,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const order = await placeOrder(request, randomUUID());
    const flow = new FlowPage(page);
    await flow.open(order.correlationId, '?reading=support');
    const answers = page.getByRole('definition');
    // It grows while it is open, to the end.
    await expect(answers).toContainText(['With the customer: it was brought', '', 'Nothing', 'Nobody’s'], {
      timeout: 90_000,
    });
    const told = page.getByRole('list', { name: 'What happened' });
    await expect(told).toContainText(/The customer was told by push message: “.*is at the door. Enjoy!”/);

    await test.step('ids come only for whoever asks, by keyboard, and the selection is that of every view', () =>
      expectIdsOnDemand(flow, order));
    await test.step('the ticket holds the story, its times and the link', () => expectTicket(page, order));
    await test.step('the snapshot is read-only, holds the payloads, and can be deleted', () =>
      expectSnapshot(flow, request, order));
  });
});

async function expectIdsOnDemand(flow: FlowPage, order: PlacedOrder): Promise<void> {
  const { page } = flow;
  const told = page.getByRole('list', { name: 'What happened' });
  for (const id of [order.customerId, order.correlationId.slice(-8)])
    await expect(page.getByText(id).filter({ visible: true })).toHaveCount(0);
  await told.getByRole('button', { name: /The customer ordered/ }).focus();
  await page.keyboard.press('Enter');
  await expect(told).toContainText('order.created by orders');
  await expect(page).toHaveURL(/[?&]sel=order-events/);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await told.getByRole('button', { name: 'Show in the timeline' }).click();
  await expect(flow.selected).toContainText('order.created');
}

async function expectTicket(page: Page, order: PlacedOrder): Promise<void> {
  await page.getByRole('button', { name: 'Share' }).click();
  const ticket = page.getByRole('textbox', { name: 'Copy for a ticket' });
  await expect(ticket).toHaveValue(/^Order .*: done\n/);
  await expect(ticket).toHaveValue(/\d\d:\d\d:\d\d {2}The customer ordered .* for €/);
  await expect(ticket).toHaveValue(
    new RegExp(`times in Europe/Rome.*\n${new URL(page.url()).origin}.*${order.correlationId}`),
  );
  await page.getByText('Markdown', { exact: true }).click();
  await expect(ticket).toHaveValue(/^### Order .*: done\n/);
  await page.getByRole('button', { name: 'Copy the ticket' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^### Order/);
  await expectNoBarriers(page);
}

async function expectSnapshot(flow: FlowPage, request: APIRequestContext, order: PlacedOrder): Promise<void> {
  const { page } = flow;
  await page.getByRole('textbox', { name: 'Note' }).fill('ticket 12');
  await page.getByRole('button', { name: 'Pin a snapshot' }).click();
  await page.getByRole('link', { name: 'Open the snapshot' }).click();
  await expect(page).toHaveURL(/\/pins\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('region', { name: 'Snapshot' })).toContainText('Note: ticket 12');
  // Whatever expires meanwhile: nothing is asked of the index.
  await page.route(/\/api\/(flows|records)\//, (route) => route.abort());
  await page.getByText('Table', { exact: true }).click();
  await flow.row(/order\.created v\d/).click();
  await expect(flow.selected).toContainText('order_id');
  await page.getByText('Support', { exact: true }).click();
  await expect(page.getByRole('definition')).toContainText(['With the customer']);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('link', { name: 'Pins', exact: true }).click();
  const row = page.getByRole('list', { name: 'Snapshots' }).getByRole('listitem').filter({ hasText: order.orderId });
  await expect(row).toContainText('ticket 12');
  await expectNoBarriers(page);
  const id = (await row.getByRole('link').getAttribute('href'))?.split('/').at(-1) ?? '';
  const description = new Description(await (await request.get('/api/openapi.json')).json());
  await description.expectPromised(await request.get('/api/pins'), '/api/pins');
  await description.expectPromised(await request.get(`/api/pins/${id}`), '/api/pins/{id}');
  await row.getByRole('button', { name: 'Delete' }).click();
  await row.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(row).toHaveCount(0);
  await description.expectPromised(await request.get(`/api/pins/${id}`), '/api/pins/{id}');
}
