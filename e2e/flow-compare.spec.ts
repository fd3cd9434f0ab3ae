import { randomUUID } from 'node:crypto';
import { flowComparison } from '#schemas/api/flow-compare.ts';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { flowWith, type PlacedOrder, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

// The kitchen has run out of it, and says so only once the order is confirmed.
const soldOut = { restaurantId: 'trattoria-sole', skus: ['truffle-special'] };

let good: PlacedOrder;
let refused: PlacedOrder;

test.beforeAll(async ({ request }) => {
  const place = (wish: object) => placeOrder(request, randomUUID(), wish);
  const [brought, first, second] = await Promise.all([
    place({ restaurantId: soldOut.restaurantId, skus: ['lasagne'] }),
    place(soldOut),
    place(soldOut),
  ]);
  [good, refused] = [brought, second];
  await Promise.all([
    flowWith(request, good.correlationId, 'order.completed'),
    flowWith(request, first.correlationId, 'payment.refunded'),
    flowWith(request, refused.correlationId, 'payment.refunded'),
  ]);
});

test('the state view steps through the events, and names who contradicted whom and for how long', async ({ page }) => {
  await new FlowPage(page).open(refused.correlationId, '?view=state');
  const slider = page.getByRole('slider', { name: 'The event after which the state is shown' });
  const order = page.getByRole('region', { name: `Order ${refused.orderId}, as orders tells it` });
  await expect(order.getByText('cancelled', { exact: true }).first()).toBeVisible();

  await slider.press('Home');
  await expect(page.getByRole('heading', { name: /^After order\.created/ })).toBeVisible();
  await expect(order).toContainText('Begins with');
  await expect(order.locator('[data-pointer="/status"]')).toContainText('placed');
  await expect(page.getByText('payments has told nothing of it yet.')).toBeVisible();

  await page.getByRole('button', { name: 'Later →' }).click();
  await expect(page).toHaveURL(/[?&]sel=payment-events/);
  await expect(page.getByRole('region', { name: 'payments on the payment' })).toContainText('authorized');

  const disagreement = page.getByRole('region', { name: 'Disagreement' });
  await disagreement.getByRole('button', { name: /payments believes authorized, orders believes cancelled/ }).click();
  await expect(page.getByRole('heading', { name: /^After order\.cancelled/ })).toBeVisible();
  await expect(order).toContainText('This event changed /status');
  await expect(order.locator('[data-pointer="/status"]')).toContainText('was confirmed');
  await expect(disagreement.getByRole('status')).toContainText(/settled .* later by payment\.refunded/);

  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);
});

test('a flow is compared with a good one: where they part, what else differs, and how it was chosen', async ({
  page,
}) => {
  await new FlowPage(page).open(refused.correlationId);
  await page.getByRole('link', { name: 'Compare with a good one' }).click();
  await expect(
    page.getByText(/The nearest flow that ended the same way .*, also of restaurant trattoria-sole/),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Compare with one that came to its good end' }).click();
  const parting =
    /after order\.confirmed this flow went on with restaurant\.order_rejected, the other with restaurant\.order_accepted/;
  await expect(page.getByText(parting)).toBeVisible();
  const details = page.getByRole('complementary', { name: 'The selected step' });
  // Whichever of the two stands first: other events may have come between them.
  await expect(details).toContainText(/restaurant\.order_(rejected|accepted)/);
  await expect(details).toContainText('Here the flows part.');

  const created = page.getByRole('grid', { name: 'Steps of both flows' }).getByRole('row', { name: /order\.created/ });
  await created.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]step=order-events/);
  await expect(details).toContainText('/total_cents');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);

  await page.getByRole('textbox', { name: 'Compare with another' }).fill(good.orderId);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/compare/${good.correlationId}$`));
});

test('the comparison says by its API what its page shows, and not found which of the two is not there', async ({
  request,
}) => {
  const path = `/api/flows/${refused.correlationId}/compare`;
  const { steps, firstDivergence } = flowComparison.parse(
    await (await request.get(`${path}/${good.correlationId}`)).json(),
  );
  const { type, difference } = steps[firstDivergence ?? -1] ?? {};
  expect(['restaurant.order_rejected only_a', 'restaurant.order_accepted only_b']).toContain(`${type} ${difference}`);
  const missing = await request.get(`${path}/no-such-flow`);
  expect(missing.status()).toBe(404);
  expect(await missing.json()).toMatchObject({ code: 'not_found', detail: expect.stringContaining('no-such-flow') });
});
