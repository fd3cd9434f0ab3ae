import type { APIRequestContext, Page } from '@playwright/test';
import { type MappingState, mappingState } from '#schemas/api/mapping-preview.ts';
import { expectNoBarriers, expectNoBarriersOnPhone } from './fixtures/expect-no-barriers.ts';
import { FlowPage } from './fixtures/flow-page.ts';
import { type ForeignSent, sendForeignRecords } from './fixtures/foreign-records.ts';
import { openPage } from './fixtures/open-page.ts';
import { flowWith } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

let sent: ForeignSent;
let before: MappingState;

const path = '/api/settings/mapping';
const read = async (request: APIRequestContext) => mappingState.parse(await (await request.get(path)).json());
const save = (request: APIRequestContext, origin: string, mappings: unknown, from: string) =>
  request.put(path, { headers: { origin }, data: { mappings, from } });

test.beforeAll(async ({ request }) => {
  before = await read(request);
  sent = await sendForeignRecords();
  await expect.poll(async () => (await read(request)).topics).toEqual(expect.arrayContaining(sent.topics));
});
test.afterAll(async ({ request, baseURL }) => {
  await save(request, baseURL ?? '', before.mappings, (await read(request)).revision);
});

const found = (page: Page) => page.getByRole('table', { name: 'What is found by field' });

test('another platform makes flows once what its mapping finds was seen, and saved', async ({ page, request }) => {
  await openPage(page, `/settings/mapping?topic=${sent.prefix}trips-bookings`);
  await expect(found(page).getByRole('row', { name: 'Correlation id' })).toContainText('in none');
  await expect(page.getByText('2 belong to no flow')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();

  await page.getByRole('button', { name: 'Use header:X-Saga as correlation id' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('these 2 records make 1 flow.')).toBeVisible();
  await expect(found(page).getByRole('row', { name: 'Correlation id' })).toContainText('header:X-Saga mapped');

  const type = page.getByRole('combobox', { name: 'Type: where it stands' }).last();
  await type.fill('meta.kind');
  await expect(page.getByText('“meta.kind” is not a source', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await type.fill('$.meta.kind');
  await page
    .getByRole('textbox', { name: /^Topics of mapping/ })
    .last()
    .fill('foreign-*trips-*');
  await page.getByRole('combobox', { name: 'Event id: where it stands' }).last().fill('$.meta.id');
  await page.getByRole('combobox', { name: 'Causation id: where it stands' }).last().fill('$.meta.causedBy');
  await page.getByRole('combobox', { name: 'What a place is used as' }).selectOption('Business key');
  await page.getByRole('button', { name: 'Use $.booking.no as business key' }).click();
  await page.getByRole('textbox', { name: 'Kind of business key' }).last().fill('booking');
  await expect(found(page).getByRole('row', { name: /^booking / })).toContainText('in all');
  await expectNoBarriers(page);
  await expectNoBarriersOnPhone(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/read by \d+ mappings? since/)).toBeVisible();
  const { token } = await sendForeignRecords();
  await flowWith(request, `saga-${token}`, 'BookingClosed');
  const flow = new FlowPage(page);
  await flow.open(`saga-${token}`, '?view=table');
  for (const name of ['BookingMade', 'TicketsPrinted', 'BookingClosed']) {
    await expect(flow.row(new RegExp(name)).first()).toBeVisible();
  }
  await openPage(page, `/flows?q=B-${token}`);
  await expect(page.getByRole('grid', { name: 'Flows' })).toContainText(`B-${token}`);
});

test('CloudEvents of both modes and plain JSON make flows without any mapping', async ({ page, request }) => {
  await flowWith(request, `cloud-${sent.token}`, 'org.example.order.shipped');
  const flow = new FlowPage(page);
  await flow.open(`cloud-${sent.token}`, '?view=table');
  await expect(flow.row(/org\.example\.order\.placed/).first()).toBeVisible();
  await flowWith(request, `plain-${sent.token}`, 'OrderPaid');
  await flow.open(`plain-${sent.token}`, '?view=table');
  await expect(flow.row(/OrderPaid/)).toBeVisible();
  await page.goto(`/records/${sent.prefix}plain/0/0`);
  await expect(page.getByText('the id of what it is about')).toBeVisible();
});

test('is not taken from a foreign page, from a state that is past, or with a mistake', async ({ request, baseURL }) => {
  const own = baseURL ?? '';
  const { mappings, revision } = await read(request);
  expect((await save(request, 'https://evil.example', mappings, revision)).status()).toBe(403);
  expect((await save(request, own, mappings, 'another')).status()).toBe(409);
  const wrong = await save(request, own, [{ topics: 'a', correlation: 'nowhere' }], revision);
  expect(wrong.status()).toBe(422);
  expect(await wrong.text()).toContain('mappings.0.correlation.0');
  expect((await read(request)).revision).toBe(revision);
});
