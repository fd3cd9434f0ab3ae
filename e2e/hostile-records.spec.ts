import type { Page } from '@playwright/test';
import { flowList } from '#schemas/api/flow-list.ts';
import { recordPlace } from '#schemas/api/record.ts';
import { expectNoBarriers, expectNoBarriersOnPhone } from './fixtures/expect-no-barriers.ts';
import { type HostileSent, sendHostileRecords } from './fixtures/hostile-records.ts';
import { openPage } from './fixtures/open-page.ts';
import { expect, test, watchComplaints } from './fixtures/test.ts';

let sent: HostileSent[];

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  sent = await sendHostileRecords();
  for (const one of sent.filter(({ topic }, index) => sent[index + 1]?.topic !== topic)) {
    await expect
      .poll(async () => recordPlace.parse(await (await request.get(`/api${pathOf(one)}/place`)).json()).state, {
        timeout: 120_000,
      })
      .toBe('indexed');
  }
});

const pathOf = ({ topic, partition, offset }: HostileSent) => `/records/${topic}/${partition}/${offset}`;
const kindNamed = (name: string) => {
  const found = sent.find((one) => one.name === name);
  if (!found) throw new Error(`no hostile record is called ${name}`);
  return found;
};

test.describe('the page of a hostile record', () => {
  for (const subject of ['bodies', 'ids', 'headers', 'times', 'keys']) {
    test(`shows every kind of ${subject}, runs nothing of it, and is not broken by it`, async ({ page, context }) => {
      test.setTimeout(420_000);
      const dialogs: string[] = [];
      context.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      const ofSubject = sent.filter((one) => one.subject === subject);
      expect(ofSubject.length).toBeGreaterThan(5);
      await inTwoTabs(page, ofSubject, (tab, kind) => test.step(kind.name, () => expectShown(tab, kind)));
      expect(dialogs).toEqual([]);
    });
  }
});

/** Two at once: one is drawn while the other is read. */
async function inTwoTabs<T>(page: Page, all: readonly T[], look: (tab: Page, one: T) => Promise<void>): Promise<void> {
  const second = await page.context().newPage();
  const complaints = watchComplaints(second);
  const waiting = [...all];
  const lookAtThem = async (tab: Page) => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await look(tab, one);
  };
  await Promise.all([lookAtThem(page), lookAtThem(second)]);
  expect(complaints).toEqual([]);
}

async function expectShown(page: Page, one: HostileSent): Promise<void> {
  await page.goto(pathOf(one));
  const record = page.getByRole('region', { name: 'The record' });
  await expect(record.getByRole('complementary', { name: 'Facts' })).toContainText(one.topic);
  if (one.subject === 'headers') await page.getByText(/^Headers \d/).click();
  for (const text of [...one.shows, ...one.says]) await expect(page.locator('#main')).toContainText(text);
  const harmed = await page.evaluate(() => [
    Reflect.get(window, 'hostile'),
    Reflect.get({}, 'polluted'),
    document.querySelectorAll('#main img, #main script, #main b[onclick]').length,
  ]);
  expect(harmed, one.name).toEqual([undefined, undefined, 0]);
}

test.describe('around a record', () => {
  test('one without a flow is found by its place and by its ids, in the list and by keyboard', async ({ page }) => {
    const one = kindNamed('no correlation id');
    const [eventId = ''] = one.ids;
    await openPage(page, `/flows?q=${encodeURIComponent(eventId)}`);
    await expect(page.getByRole('heading', { name: 'Single records' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search by any id' }).fill(`${one.topic}/${one.partition}/${one.offset}`);
    await expect(page.getByRole('option').first()).toContainText('hostile.sent');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/records/${one.topic}/0/${one.offset}`));
    await expect(page.locator('#main')).toContainText('it belongs to no flow');
  });

  test('its bytes are downloaded as they are, and never shown by the browser', async ({ request }) => {
    const response = await request.get(`/api${pathOf(kindNamed('HTML with a script'))}/bytes`);
    expect(response.headers()).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers()['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(await response.text()).toContain('<script>');
  });

  test('the next and the previous one are a press away, and the end of the log says so', async ({ page }) => {
    const one = kindNamed('plain text');
    await openPage(page, pathOf(one));
    await page.getByRole('link', { name: 'Next →' }).click();
    await expect(page).toHaveURL(/\/0\/1$/);
    await page.getByRole('link', { name: '← Previous' }).click();
    await expect(page).toHaveURL(/\/0\/0$/);
    await expect(page.getByRole('link', { name: '← Previous' })).toHaveCount(0);
  });

  test('what is not there says why, and what was searched', async ({ page }) => {
    const one = kindNamed('plain text');
    await openPage(page, `/records/${one.topic}/0/99999`);
    await expect(page.getByText('Kafka has no such record yet')).toBeVisible();
    await expect(page.getByText(/partition ended before offset \d+, as of/)).toBeVisible();
    await openPage(page, '/records/no-such-topic/0/0');
    await expect(page.getByText('This topic is not indexed')).toBeVisible();
    await page.goto('/records/no-such-topic/zero/0');
    await expect(page.getByText('This address names no record')).toBeVisible();
  });

  test('every flow of a hostile id opens from the list', async ({ page, request }) => {
    test.setTimeout(300_000);
    const ids = sent.filter(({ subject }) => subject === 'ids');
    await inTwoTabs(page, ids, async (tab, one) => {
      const q = `${one.topic}/${one.partition}/${one.offset}`;
      const { items } = flowList.parse(await (await request.get(`/api/flows?q=${encodeURIComponent(q)}`)).json());
      const [flow] = items;
      if (!flow) return;
      await test.step(one.name, async () => {
        await tab.goto(`/flows/${encodeURIComponent(flow.correlationId)}?view=table`);
        await expect(tab.getByRole('grid', { name: 'Events and REST calls of the flow' })).toBeVisible();
      });
    });
  });

  for (const name of ['one header name three times', 'every byte there is']) {
    test(`has no barrier in either theme and fits a phone: ${name}`, async ({ page }) => {
      await openPage(page, pathOf(kindNamed(name)));
      await expectNoBarriers(page);
      await expectNoBarriersOnPhone(page);
    });
  }
});
