import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { type Flow, flow as flowSchema } from '#schemas/api/flow.ts';
import { flowList } from '#schemas/api/flow-list.ts';
import { processList } from '#schemas/api/process.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { openPage } from './fixtures/open-page.ts';
import { breakService, flowWith, mendService, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

/** What is usual is told from so many times on, and looked at again every half minute. */
const fewestTimes = 20;
/** What takes twice as long as usual is late, after five seconds at the soonest; this leaves time to look at it. */
const heldForMs = 30_000;

test.describe('an order that takes longer than usual', () => {
  test.afterEach(({ request }) => mendService(request, 'orders'));

  test('is on the list of late ones, says what it waits for and whose turn it is, and gets over it', async ({
    page,
    request,
  }) => {
    await makeUsual(request);
    const late = await holdUp(request);
    const flow = new FlowPage(page);
    await flow.open(late.correlationId);
    await expect(flow.status('late')).toBeVisible();
    const step = flow.timeline.getByRole('option', { name: new RegExp(`^${late.step}: .* late, expected by `) });
    await expect(step).toBeVisible();
    await step.click();
    await expect(flow.selected).toContainText('nine of ten');

    await page.getByText('Support', { exact: true }).click();
    await expect(page.getByRole('definition').filter({ hasText: 'it is late' })).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: 'whose turn it is' })).toBeVisible();

    await openPage(page, '/flows?status=late');
    await expect(page.getByRole('row').filter({ hasText: late.step }).first()).toContainText('nine of ten within');
    await mendService(request, 'orders');
    await flow.open(late.correlationId);
    await expect(flow.status(/^(done|failed)$/)).toBeVisible({ timeout: 90_000 });
  });
});

/** Has orders come through, a few at a time, until it is known how long their last steps take: some find no driver. */
async function makeUsual(request: APIRequestContext): Promise<void> {
  const isUsual = async () => {
    const { items } = processList.parse(await (await request.get('/api/processes')).json());
    const steps = items.find(({ id }) => id === 'order-lifecycle')?.steps ?? [];
    return ['picked_up', 'completed'].every((id) => steps.find((step) => step.id === id)?.usual);
  };
  const isEnough = async () => {
    const { total } = flowList.parse(await (await request.get('/api/flows?status=done&limit=1')).json());
    return (total ?? 0) >= fewestTimes;
  };
  if (await isUsual()) return;
  const more = async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => placeOrder(request, randomUUID())));
    const areOver = async () => {
      const ended = await Promise.all(orders.map(({ correlationId }) => isOver(request, correlationId)));
      return ended.every(Boolean);
    };
    await expect.poll(areOver, { timeout: 60_000, intervals: [500] }).toBe(true);
  };
  for (let round = 0; round < 5 && !(await isEnough()); round += 1) await more();
  await expect.poll(isUsual, { timeout: 90_000, intervals: [1_000] }).toBe(true);
}

/**
 * Slows orders down while some of its orders are with their drivers: those stand still at the next step that is its own.
 * Gives one that is late, and what it waits for.
 */
async function holdUp(request: APIRequestContext): Promise<{ correlationId: string; step: string }> {
  const orders = await Promise.all(Array.from({ length: 5 }, () => placeOrder(request, randomUUID())));
  // Before its food is picked up, an order that is held finds no driver in time, and is cancelled.
  const pickUps = orders.map(({ correlationId }) => flowWith(request, correlationId, 'delivery.picked_up'));
  await Promise.any(pickUps);
  await breakService(request, 'orders', 'slow', { ms: heldForMs });
  const flows = await Promise.all(orders.map(({ correlationId }) => readFlow(request, correlationId)));
  const onTheWay = flows.filter((flow) => flow?.events.some(({ type }) => type === 'delivery.picked_up'));
  const ids = new Set(onTheWay.map((flow) => flow?.correlationId));
  const lateOnes = async () => {
    const { items } = flowList.parse(await (await request.get('/api/flows?status=late&limit=500')).json());
    return items.filter(({ correlationId }) => ids.has(correlationId));
  };
  const message = 'one of the orders is late';
  await expect
    .poll(async () => (await lateOnes()).length, { timeout: 60_000, intervals: [250], message })
    .toBeGreaterThan(0);
  // The worst stands first: the last one stays late for longest.
  const found = (await lateOnes()).at(-1);
  if (!found?.waits) throw new Error('a late flow waits for something');
  return { correlationId: found.correlationId, step: found.waits.step };
}

/** Null as long as nothing is known of it. */
async function readFlow(request: APIRequestContext, correlationId: string): Promise<Flow | null> {
  const response = await request.get(`/api/flows/${correlationId}`);
  return response.ok() ? flowSchema.parse(await response.json()) : null;
}

async function isOver(request: APIRequestContext, correlationId: string): Promise<boolean> {
  const status = (await readFlow(request, correlationId))?.status;
  return status === 'done' || status === 'failed';
}
