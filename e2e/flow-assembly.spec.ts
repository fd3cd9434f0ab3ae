import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { type Flow, flow as flowSchema } from '#schemas/api/flow.ts';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { sendLongFlow } from './fixtures/long-flow.ts';
import { reloadPage } from './fixtures/open-page.ts';
import { placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

const notificationsUrl = process.env.E2E_NOTIFICATIONS_URL ?? 'http://127.0.0.1:4005';
const longest = 1_500;

/** Waits until the flow is as wanted, and gives it. */
async function flowThat(request: APIRequestContext, id: string, isThere: (flow: Flow) => boolean): Promise<Flow> {
  let last: Flow | null = null;
  const look = async (): Promise<boolean> => {
    const response = await request.get(`/api/flows/${encodeURIComponent(id)}`);
    if (!response.ok()) return false;
    last = flowSchema.parse(await response.json());
    return isThere(last);
  };
  await expect.poll(look, { timeout: 90_000, message: `the flow ${id}` }).toBe(true);
  if (last === null) throw new Error('the flow was never read');
  return last;
}

test('an event that a service fails at is one event, with its tries, who failed and why', async ({ page, request }) => {
  await request.put(`${notificationsUrl}/faults/poison`, { data: { share: 1, forMs: 60_000 } });
  try {
    const correlationId = randomUUID();
    await placeOrder(request, correlationId);
    const isGivenUp = ({ role, type }: Flow['events'][number]) => role === 'dead_letter' && type === 'order.confirmed';
    const found = await flowThat(request, correlationId, ({ events }) => events.some(isGivenUp));
    const first = found.events.find(({ type, role }) => type === 'order.confirmed' && role === 'event');
    const tries = found.events.filter(({ copyOf }) => copyOf === first?.record);
    expect(tries.map(({ role, attempt }) => `${role} ${attempt}`)).toEqual([
      'retry 1',
      'retry 2',
      'retry 3',
      'dead_letter 4',
    ]);
    for (const { failure, group } of tries) {
      expect(group).toContain('notifications');
      expect(failure).toMatchObject({ type: 'Error', message: expect.stringContaining('cannot cope') });
    }

    const opened = new FlowPage(page);
    await opened.open(correlationId, '?view=table');
    const confirmed = opened
      .row(/order\.confirmed v\d/)
      .filter({ hasText: /notifications gave up after 4 tries: Error/ });
    await expect(confirmed).toHaveCount(1);
    await opened.open(correlationId, `?sel=${encodeURIComponent(first?.record ?? '')}`);
    await expect(opened.selected).toContainText('in 5 records');
    await opened.selected.getByRole('button', { name: /gave up after 4 tries/ }).click();
    await expect(page).toHaveURL(/sel=.*\.dlq/);
    await expect(opened.selected).toContainText('notifications.dlq');
    await expectNoBarriers(page);
  } finally {
    await request.delete(`${notificationsUrl}/faults`);
  }
});

test('a correlation id in very many records opens folded, with what is rare whole, and shows the rest when asked', async ({
  page,
  request,
}) => {
  const id = await sendLongFlow(longest);
  const isFolded = ({ shown }: Flow) => shown.of === longest && shown.events < 100;
  const { folded, events } = await flowThat(request, id, isFolded);
  expect(folded).toMatchObject([{ type: 'hostile.sent', of: longest - 1 }]);
  expect(events.map(({ type }) => type)).toContain('hostile.rare');

  const opened = new FlowPage(page);
  await opened.open(id, '?view=table');
  const left = page.getByRole('region', { name: 'Records that are not shown' });
  await expect(left).toContainText(/Showing \d+ of 1,500 records/);
  await expectNoBarriers(page);
  await left.getByRole('button', { name: /more hostile\.sent from attacker/ }).click();
  await expect(left).toContainText(/Showing 1,0\d\d of 1,500 records/);
  await reloadPage(page);
  await expect(left).toContainText(/Showing 1,0\d\d of 1,500 records/);
  await left.getByRole('button', { name: 'Show all' }).click();
  await expect(left).toContainText('Showing 1,500 of 1,500 records');
  const worker = page.waitForEvent('worker');
  await page.getByText('Graph', { exact: true }).click();
  await worker;
  await expect(opened.graph.getByRole('option').first()).toBeVisible();
  await left.getByRole('button', { name: 'Fold again' }).click();
  await expect(left).toContainText(/Showing \d\d of 1,500 records/);
});
