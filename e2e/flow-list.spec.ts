import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { flowSummary } from '#schemas/api/flow-list.ts';
import { openPage } from './fixtures/open-page.ts';
import { flowWith, type PlacedOrder, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

const customerId = `c-${randomUUID().slice(0, 8)}`;
let paid: PlacedOrder;
let refused: PlacedOrder;

test.beforeAll(async ({ request }) => {
  [paid, refused] = await Promise.all([
    placeOrder(request, randomUUID(), { customerId }),
    placeOrder(request, randomUUID(), { customerId, paymentToken: 'tok_refused' }),
  ]);
  await Promise.all([
    flowWith(request, paid.correlationId, 'order.completed'),
    flowWith(request, refused.correlationId, 'order.cancelled'),
  ]);
});

test('the list is narrowed by what flows have and lack, kept as a view, and exported whole', async ({
  page,
  request,
}) => {
  await openPage(page, `/flows?q=${customerId}`);
  const rows = page.getByRole('grid', { name: 'Flows' }).getByRole('row');
  await expect(rows.filter({ hasText: paid.orderId })).toBeVisible();
  const has = page.getByRole('combobox', { name: 'Event that it has' });
  await expect(has.getByRole('option', { name: 'payment.failed · 1', exact: true })).toBeAttached();
  await expect(has.getByRole('option', { name: 'order.created · 2', exact: true })).toBeAttached();
  await expect(has.locator('optgroup[label="of 2 flows"]')).toBeAttached();

  await page.getByRole('combobox', { name: 'Event that it lacks' }).selectOption('payment.captured');
  await expect(page).toHaveURL(/[?&]missing=payment\.captured/);
  await expect(rows.filter({ hasText: refused.orderId })).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Took' }).selectOption({ label: 'Up to 5 min' });
  await has.selectOption('order.created');
  await page.getByRole('combobox', { name: 'Version of the event' }).selectOption({ index: 1 });
  await expect(page).toHaveURL(/[?&]version=\d/);
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toMatchObject({
    type: 'order.created',
    missing: 'payment.captured',
    maxDurationMs: '300000',
  });
  await expect(rows).toHaveCount(2);

  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Never paid');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page).toHaveURL(/\/flows$/);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('link', { name: 'Never paid' }).click();
  await expect(page.getByRole('button', { name: 'View: Never paid' })).toBeVisible();
  await expect(rows.filter({ hasText: refused.orderId })).toBeVisible();
  await expect(rows).toHaveCount(2);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export all as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(2);
  expect(csv).toContain(refused.correlationId);
  const headers = { accept: 'application/x-ndjson' };
  const answer = await request.get(`/api/flows/export?q=${customerId}`, { headers });
  const lines = (await answer.text()).trim().split('\n');
  expect(lines.map((line) => flowSummary.parse(JSON.parse(line)).correlationId).sort()).toEqual(
    [paid.correlationId, refused.correlationId].sort(),
  );
});

test('the list does not move under the pointer: new flows are announced, and shown once it is gone', async ({
  page,
  request,
}) => {
  await openPage(page, '/flows');
  const rows = page.getByRole('grid', { name: 'Flows' }).getByRole('row');
  const known = rows.filter({ hasText: paid.orderId });
  await known.hover();
  const before = await known.boundingBox();
  const placed = await placeOrder(request, randomUUID());
  const announced = page.getByRole('button', { name: /new flows?, show$/ });
  await expect(announced).toBeVisible();
  expect(await known.boundingBox()).toEqual(before);
  await expect(rows.filter({ hasText: placed.orderId })).toHaveCount(0);
  await page.mouse.move(0, 0);
  await expect(rows.filter({ hasText: placed.orderId })).toBeVisible();
  await expect(announced).toBeHidden();
});
