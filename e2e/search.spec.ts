import { randomUUID } from 'node:crypto';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { openPage } from './fixtures/open-page.ts';
import { flowWith, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

test.describe('the box that finds anything', () => {
  test('finds an order by six characters and by what its kitchen said, and remembers what was opened', async ({
    page,
    request,
  }) => {
    const wish = { restaurantId: 'trattoria-sole', skus: ['pizza-margherita', 'truffle-special'] };
    const order = await placeOrder(request, randomUUID(), wish);
    const flow = await flowWith(request, order.correlationId, 'restaurant.order_rejected');
    const rejected = flow.events.find(({ type }) => type === 'restaurant.order_rejected');
    const box = page.getByRole('combobox', { name: 'Search by any id' });
    const options = page.getByRole('option');

    await openPage(page, '/flows');
    await page.keyboard.press('Control+k');
    await expect(page.getByText('An id, whole or six characters of it')).toBeVisible();
    await box.fill(order.orderId.slice(0, 6).toLowerCase());
    await expect(page.getByRole('group', { name: 'By order, begins so' })).toBeVisible();
    await expect(options.filter({ hasText: order.orderId })).toBeVisible();
    // The list behind it says the same of itself.
    await expect(page.getByRole('dialog').getByText(/^Searched .* since/)).toBeVisible();

    await expect(async () => {
      await box.fill('');
      await box.fill('run out trattoria');
      await expect(page.getByRole('group', { name: 'In payloads' })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    const hit = page.getByRole('group', { name: 'In payloads' }).getByRole('option').first();
    await expect(hit).toContainText('data.');
    await expect(hit.locator('mark').first()).toBeVisible();
    await expect(page.getByText(/^Words: all payloads that are kept/)).toBeVisible();
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page, 390);

    await box.fill(rejected?.eventId ?? 'an event id');
    await expect(options).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/flows/${order.correlationId}\\?sel=${rejected?.record}`));

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('group', { name: 'Opened lately' }).getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/flows/${order.correlationId}\\?sel=${rejected?.record}`));
    await page.keyboard.press('Control+k');
    await box.fill('nobody-knows-this');
    await expect(page.getByText('Nothing is known by “nobody-knows-this”')).toBeVisible();
  });

  test('answers line by line, the last of which says that it is whole', async ({ request }) => {
    const response = await request.get('/api/search?q=nobody-knows-this');
    expect(response.headers()['content-type']).toContain('application/x-ndjson');
    const lines = (await response.text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).line)).toEqual(['coverage', 'end']);
    expect((await request.get('/api/search')).status()).toBe(422);
  });
});
