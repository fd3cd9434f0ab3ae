import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { openPage } from './fixtures/open-page.ts';
import { expect, test } from './fixtures/test.ts';

/** Runs first, on a stack where nothing has happened yet. */
test.describe('a console that has seen nothing', () => {
  test('says so, offers to place an order, and shows the real one that comes of it', async ({ page }) => {
    await openPage(page, '/');
    await expect(page).toHaveURL(/\/flows$/);
    await expect(page.getByText('No flow yet')).toBeVisible();
    await expectNoBarriers(page);

    const panel = page.getByRole('region').or(page.locator('section')).filter({ hasText: 'No flow yet' }).first();
    await panel.getByRole('button', { name: 'Place an order' }).click();
    await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}$/);
    await expect(new FlowPage(page).timeline).toBeVisible();
    // Which dishes it takes is chance, and one of them the kitchen refuses.
    await expect(new FlowPage(page).status(/^(done|failed)$/)).toBeVisible({ timeout: 90_000 });

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Flows' }).click();
    await expect(page.getByRole('grid', { name: 'Flows' }).getByRole('row')).toHaveCount(2);
  });
});
