import { randomUUID } from 'node:crypto';
import type { Flow } from '#schemas/api/flow.ts';
import { flowList } from '#schemas/api/flow-list.ts';
import { processList } from '#schemas/api/process.ts';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { openPage } from './fixtures/open-page.ts';
import { breakService, flowWith, mendService, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

const stepOf = (flow: Flow, id: string) => flow.process?.steps.find((step) => step.id === id);

test.describe('the expected steps of an order', () => {
  test.afterEach(({ request }) => mendService(request, 'drivers'));

  test('say what holds it up, by which branch it then leaves its path, and what was undone', async ({
    page,
    request,
  }) => {
    await breakService(request, 'drivers', 'poison');
    const order = await placeOrder(request, randomUUID());
    const opened = new FlowPage(page);
    await flowWith(request, order.correlationId, 'restaurant.order_ready');
    await opened.open(order.correlationId);
    await expect(opened.status('stuck')).toBeVisible();
    await expect(page.getByText(/It is stuck: .*“Driver found”/)).toBeVisible();
    const stuck = flowList.parse(await (await request.get('/api/flows?status=stuck')).json());
    expect(stuck.items.map(({ correlationId }) => correlationId)).toContain(order.correlationId);
    const held = await flowWith(request, order.correlationId, 'restaurant.order_ready');
    expect(stepOf(held, 'ready')).toMatchObject({ state: 'done' });
    expect(stepOf(held, 'assigned')).toMatchObject({ state: 'current', dueBy: 'deadline' });
    expect(stepOf(held, 'delivered')).toMatchObject({ state: 'expected' });

    await expect(opened.status('failed')).toBeVisible();
    const ended = await flowWith(request, order.correlationId, 'payment.refunded');
    expect(ended.process?.branch).toMatchObject({ id: 'drivers_silent' });
    expect(ended.process?.end).toMatchObject({ event: 'order.cancelled' });
    expect(stepOf(ended, 'assigned')).toMatchObject({ state: 'skipped' });
    expect(stepOf(ended, 'return_money')).toMatchObject({ state: 'done', service: 'payments' });
  });
});

test('the page of processes holds each step against what came', async ({ page, request }) => {
  await openPage(page, '/processes');
  const steps = page.getByRole('list', { name: 'Steps of An order, from the first tap to the door' });
  await expect(steps.getByRole('listitem').filter({ hasText: 'Order placed' })).toContainText('order.created');
  await expect(steps.getByRole('listitem').filter({ hasText: 'Kitchen accepted' })).toContainText('1 min');
  await expect(
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Processes' }),
  ).toHaveAttribute('aria-current', 'page');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);
  const { items } = processList.parse(await (await request.get('/api/processes')).json());
  expect(items.map(({ id }) => id)).toContain('order-lifecycle');
});
