import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { whileKitchensFail } from './fixtures/faults.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { flowWith, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test('an order that its kitchen cannot take shows who failed at what, and where', async ({ page, request }) => {
  await whileKitchensFail(request, 'poison', async () => {
    const order = await placeOrder(request, randomUUID());
    await flowWith(request, order.correlationId, 'order.confirmed');
    const flow = new FlowPage(page);
    await flow.open(order.correlationId);
    const failed = flow.timeline.getByRole('option', { name: /^restaurants failed at order\.confirmed/ });
    await expect(failed).not.toHaveCount(0);
  });
});

test('a flow is found in, walked and taken along by keyboard alone, with one selection in all views', async ({
  page,
  request,
  context,
}) => {
  const order = await placeOrder(request, randomUUID());
  await flowWith(request, order.correlationId, 'order.completed');
  const flow = new FlowPage(page);
  await flow.open(order.correlationId);

  await page.getByRole('searchbox', { name: 'Find in this flow' }).fill('payment.captured');
  await page.keyboard.press('Enter');
  await expect(flow.selected.getByRole('heading', { name: 'payment.captured' })).toBeVisible();
  await expect.poll(() => parameter(page, 'sel')).not.toBeNull();
  const selected = parameter(page, 'sel');
  await expect(flow.selected).toContainText(/build \d/);

  const tree = flow.selected.getByRole('tree', { name: 'Payload' });
  await tree.focus();
  for (const key of ['End', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  await expect(flow.selected.getByRole('button', { name: /^Copy path \// })).toBeVisible();

  await flow.timeline.focus();
  await page.keyboard.press('+');
  await expect.poll(() => parameter(page, 'zoom')).not.toBeNull();
  const view = parameter(page, 'zoom');
  await page.keyboard.press('End');
  await expect.poll(() => parameter(page, 'sel')).not.toBe(selected);
  expect(parameter(page, 'zoom'), 'selecting moves nothing').toBe(view);
  await page.keyboard.press('n');
  await expect.poll(() => parameter(page, 'sel')).toBe(selected);

  await page.getByText('Graph', { exact: true }).click();
  await expect(flow.graph.getByRole('option', { selected: true })).toHaveAccessibleName(/payment\.captured/);
  await flow.graph.focus();
  await page.keyboard.press('ArrowUp');
  await expect(flow.selected.getByRole('heading', { name: 'restaurant.order_accepted' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText('Table', { exact: true }).click();
  await page.getByRole('searchbox', { name: 'Find in this flow' }).fill('driver.assigned');
  await expect(flow.table.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(page.getByRole('button', { name: 'Copy as CSV' })).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\r\n').filter((line) => line.includes('driver.assigned'))).toHaveLength(1);
});
