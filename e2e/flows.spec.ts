import { randomUUID } from 'node:crypto';
import { expectNoBarriers, expectNoBarriersOnPhone } from './fixtures/expect-no-barriers.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { openPage, reloadPage } from './fixtures/open-page.ts';
import { flowWith, type PlacedOrder, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

let order: PlacedOrder;

test.beforeAll(async ({ request }) => {
  order = await placeOrder(request, randomUUID());
  await flowWith(request, order.correlationId, 'order.completed');
});

test.describe('the list of flows', () => {
  test('filters by the address, and writes the filters into it', async ({ page }) => {
    await openPage(page, '/flows');
    const rows = page.getByRole('grid', { name: 'Flows' }).getByRole('row');
    await expect(rows.filter({ hasText: order.orderId })).toBeVisible();

    await page.getByRole('combobox', { name: 'State' }).selectOption('done');
    await expect(page).toHaveURL(/[?&]status=done/);
    await expect(rows.filter({ hasText: order.orderId })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search flows by any id' }).fill(order.customerId);
    await expect(page).toHaveURL(new RegExp(`q=${order.customerId}`));
    await expect(rows).toHaveCount(2);

    await reloadPage(page);
    await expect(page.getByRole('combobox', { name: 'State' })).toHaveValue('done');
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(page).toHaveURL(/\/flows$/);
  });

  test('says what it searched when nothing is found', async ({ page }) => {
    await openPage(page, '/flows?q=nobody-knows-this');
    await expect(page.getByText('No flow is known by “nobody-knows-this”')).toBeVisible();
    await page.getByRole('button', { name: 'Show all flows' }).click();
    await expect(page.getByRole('grid', { name: 'Flows' })).toBeVisible();
  });

  test('goes by keyboard alone', async ({ page }) => {
    await openPage(page, `/flows?q=${order.orderId}`);
    const row = page.getByRole('row').filter({ hasText: order.orderId });
    await expect(row).toBeVisible();
    await page.getByRole('searchbox').focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('Tab');
        return row.evaluate((element) => element === document.activeElement);
      })
      .toBe(true);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/flows/${order.correlationId}`));
  });

  test('has no barrier in either theme, and fits a phone', async ({ page }) => {
    await openPage(page, '/flows');
    await expect(page.getByRole('row').filter({ hasText: order.orderId })).toBeVisible();
    await expectNoBarriers(page);
    await expectNoBarriersOnPhone(page);
  });
});

test.describe('the page of a flow', () => {
  test('keeps the selection in the address, over a reload and a walk by keyboard', async ({ page }) => {
    const flow = new FlowPage(page);
    await flow.open(order.correlationId);
    await flow.timeline.focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/[?&]sel=/);
    const selection = () => new URL(page.url()).searchParams.get('sel');
    const first = selection();
    await page.keyboard.press('ArrowRight');
    // The address follows the selection by a moment.
    await expect.poll(selection).not.toBe(first);
    const chosen = selection();
    const title = (await flow.selected.getByRole('heading').first().textContent()) ?? '';

    await reloadPage(page);
    expect(selection()).toBe(chosen);
    await expect(flow.selected.getByRole('heading').first()).toHaveText(title);
  });

  test('stays whole when that is asked for right after a zoom', async ({ page }) => {
    const flow = new FlowPage(page);
    await flow.open(order.correlationId);
    await flow.timeline.press('+');
    await expect(page).toHaveURL(/zoom=/);
    await flow.timeline.press('+');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(page).not.toHaveURL(/zoom=/);
    // A zoom is written down when the reader pauses: this one must not be any more.
    await page.waitForTimeout(600);
    await expect(page).not.toHaveURL(/zoom=/);
  });

  test('tells the same in its table', async ({ page }) => {
    const flow = new FlowPage(page);
    await flow.open(order.correlationId, '?view=table');
    await flow.row(/order\.created v\d/).click();
    await expect(flow.selected).toContainText('order.created');
    await expect(page).toHaveURL(/[?&]sel=order-events/);
  });

  test('says what was searched when the id is unknown', async ({ page }) => {
    await new FlowPage(page).open('no-such-flow');
    await expect(page.getByText('No record with this correlation id is in the index yet.')).toBeVisible();
    await expect(page.getByText(/^Searched (all that is in Kafka|what is indexed so far)/)).toBeVisible();
    await expect(page.getByText('order-events is up to date')).toBeVisible();
    const deadLetters = page.getByText('order-events.payments.dlq', { exact: true });
    await expect(deadLetters).toBeHidden();
    await page.getByText(/^\d+ topics without a record so far/).click();
    await expect(deadLetters).toBeVisible();
  });

  for (const view of ['timeline', 'table']) {
    test(`has no barrier as ${view} in either theme, and fits a phone`, async ({ page }) => {
      const flow = new FlowPage(page);
      await flow.open(order.correlationId, `?view=${view}`);
      await expect(view === 'table' ? flow.table : flow.timeline).toBeVisible();
      await expectNoBarriers(page);
      await expectNoBarriersOnPhone(page);
    });
  }
});

test.describe('an address without a page', () => {
  test.use({ allowedComplaints: [/the server responded with a status of 404/] });

  test('says so once, in the frame, with its status', async ({ page }) => {
    for (const address of ['/pins/00000000-0000-7000-8000-000000000000', '/pins/nothing', '/nowhere']) {
      const answer = await page.goto(address);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
      await expect(page.getByRole('main')).toHaveCount(1);
    }
  });
});
