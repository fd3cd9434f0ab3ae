import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { openPage } from './fixtures/open-page.ts';
import { expect, test } from './fixtures/test.ts';

/** Runs first, on a stack where restaurants have told their menus and nothing else has happened yet. */
test.describe('a console on its first day', () => {
  test('says that nothing is on its way, offers to place an order, and shows the real one that comes of it', async ({
    page,
  }) => {
    const rows = page.getByRole('grid', { name: 'Flows' }).getByRole('row');
    await openPage(page, '/');
    await expect(page).toHaveURL(/\/flows$/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing is on its way');
    await expect(rows.filter({ hasText: 'Order ' })).toHaveCount(0);
    await expect(rows.filter({ hasText: 'Restaurant ' })).toHaveCount(6);
    await expectNoBarriers(page);

    await page.getByRole('button', { name: 'Place an order' }).click();
    await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}$/);
    await expect(new FlowPage(page).timeline).toBeVisible();
    // Which dishes it takes is chance, and one of them the kitchen refuses.
    await expect(new FlowPage(page).status(/^(done|failed)$/)).toBeVisible({ timeout: 90_000 });

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Flows' }).click();
    await expect(rows.filter({ hasText: 'Order ' })).toHaveCount(1);
  });
});
