import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { flowPositions, groupFlows } from '#schemas/api/position.ts';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { breakService, flowWith, mendService, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

const ready = 'restaurant.order_ready';
/** As long as a fault may last; mending ends it. */
const heldForMs = 30_000;

test.describe('where the events of an order are', () => {
  test.afterEach(({ request }) => mendService(request, 'drivers'));

  test('is told for each consumer group and how that is known, and changes by itself once a group reads on', async ({
    page,
    request,
  }) => {
    await breakService(request, 'drivers', 'slow', { ms: heldForMs });
    const { correlationId } = await placeOrder(request, randomUUID());
    const flow = new FlowPage(page);
    await flowWith(request, correlationId, ready);
    await flow.open(correlationId);
    const where = page.getByRole('table', { name: 'Where each event is, by consumer group' });
    const inDrivers = where
      .getByRole('row')
      .filter({ has: page.getByText(ready, { exact: true }) })
      .filter({
        has: page.getByRole('link', { name: 'drivers', exact: true }),
      });
    await expect(inDrivers).toContainText(/waiting|processing/);
    await expect(page.getByText(/^offsets .* old/)).toBeVisible();

    expect(await stateOf(request, correlationId, 'orders')).toMatchObject({ state: 'processed', ahead: '0' });
    expect(await stateOf(request, correlationId, 'drivers')).toMatchObject({
      state: expect.stringMatching(/waiting|processing/),
      proof: 'offsets',
      evidence: expect.stringMatching(/committed \d+/),
    });
    const waiting = await request.get('/api/consumer-groups/drivers/flows');
    const { items } = groupFlows.parse(await waiting.json());
    expect(items.map((item) => item.correlationId)).toContain(correlationId);

    await inDrivers.getByRole('button', { name: ready }).press('Enter');
    await expect(flow.selected).toContainText(/Read by.*drivers: (not yet|in its hands)/);
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page, 390);

    await mendService(request, 'drivers');
    await expect(inDrivers).toContainText('processed');
    await expect(flow.selected).toContainText(/Read by.*drivers \d/);
    await expect(inDrivers).toContainText(/effect driver\.assigned|span process restaurant-events/);
  });
});

async function stateOf(request: APIRequestContext, correlationId: string, group: string) {
  const response = await request.get(`/api/flows/${correlationId}/position`);
  const { position } = flowPositions.parse(await response.json());
  return position?.find((each) => each.type === ready && each.group === group);
}
