import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { consumerGroup, consumerGroupList, groupHistory } from '#schemas/api/consumer-group.ts';
import { groupTopics } from '#schemas/api/group-topics.ts';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { type GroupsInTrouble, whileGroupsAreInTrouble } from './fixtures/groups-in-trouble.ts';
import { openPage, reloadPage } from './fixtures/open-page.ts';
import { expect, test } from './fixtures/test.ts';

const otlpUrl = process.env.E2E_OTLP_URL ?? 'http://127.0.0.1:4318';

const rowsOf = (page: Page, grid: string) => page.getByRole('grid', { name: grid }).getByRole('row');

test('groups in trouble stand first, say why, and lead to the record that waits', async ({ page, request }) => {
  await whileGroupsAreInTrouble(async (groups) => {
    await findInList(page, groups);
    await lookAtLoss(page, groups);
    await lookAtReader(page, groups);
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page, 390);
    const read = async (path: string): Promise<unknown> => (await request.get(`/api/consumer-groups${path}`)).json();
    const { items, counts, round } = consumerGroupList.parse(await read(`?q=${groups.slow}`));
    expect(items).toMatchObject([{ group: groups.slow, lag: '100', members: 1, topics: [groups.topic] }]);
    expect(counts.data_loss).toBeGreaterThan(0);
    expect(round?.groups).toBeGreaterThan(1);
    const lost = consumerGroup.parse(await read(`/${groups.lost}`));
    expect(lost.partitionList[0]).toMatchObject({ partition: 0, committed: '10', logStart: '60', lost: '50' });
    groupHistory.parse(await read(`/${groups.lost}/history`));
    const { topics } = groupTopics.parse(await read(`/${groups.slow}/topics`));
    expect(topics.map(({ topic }) => topic)).toEqual([groups.topic]);
  });
});

async function findInList(page: Page, { lost, topic }: GroupsInTrouble): Promise<void> {
  await openPage(page, '/consumer-groups?verdict=data_loss');
  const rows = rowsOf(page, 'Consumer groups');
  const row = rows.filter({ hasText: lost });
  await expect(row).toContainText('lost records');
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Consumer groups/ });
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expect(link).toContainText(/[1-9]/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/lost records/);

  await page.getByRole('searchbox').fill(topic);
  await page.getByRole('combobox', { name: 'State' }).selectOption({ index: 0 });
  await expect(page).toHaveURL(`/consumer-groups?q=${topic}`);
  // The collector reads the topic as well.
  await expect(rows).toHaveCount(4);
  await page.getByRole('button', { name: 'Group' }).click();
  await expect(page).toHaveURL(/[?&]sort=group/);
  await expect(rows.nth(1)).toContainText(lost);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);
  await page.setViewportSize({ width: 1440, height: 900 });

  await rows.nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/consumer-groups/${lost}`);
}

async function lookAtLoss(page: Page, { lost, topic }: GroupsInTrouble): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: lost })).toBeVisible();
  await expect(page.getByText(/Retention removed up to 50 records/).first()).toBeVisible();
  await expect(page.getByText('It has no member')).toBeVisible();
  const row = rowsOf(page, 'Partitions').filter({ hasText: `${topic} · 0` });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`sel=${topic}(/|%2F)0`));
  const evidence = page.getByRole('complementary', { name: 'Selected partition' });
  await expect(evidence).toContainText('50 records expired before they were read');
  await reloadPage(page);
  await expect(evidence).toContainText('50 records expired before they were read');
}

async function lookAtReader(page: Page, { slow, member, topic }: GroupsInTrouble): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search by any id or by words' }).fill(slow);
  await expect(page.getByRole('option', { name: new RegExp(slow) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/consumer-groups/${slow}`);
  await expect(page.getByText(/100 records behind; the oldest of them has waited [5-9] min/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Members' })).toContainText(member);
  await expect(page.getByRole('list', { name: 'Members' })).toContainText(`${topic} 0–1`);
  const curve = page.getByRole('figure', { name: 'Records behind' }).locator('path.recharts-line-curve');
  await expect(curve).toHaveAttribute('d', /L/);
  await rowsOf(page, 'Partitions')
    .filter({ hasText: `${topic} · 1` })
    .click();
  const next = page.getByRole('link', { name: 'The first record it has not read' });
  await expect(next).toHaveAttribute('href', `/records/${topic}/1/30`);
}

test('another build that reads for a group is a mark of its history', async ({ page, request }) => {
  const [before, build] = [`${Date.now()}-a`, `${Date.now()}-b`];
  for (const each of [before, build])
    expect((await request.post(`${otlpUrl}/v1/traces`, { data: readBy('drivers', each) })).status()).toBe(200);
  await openPage(page, '/consumer-groups/drivers');
  const mark = page.getByRole('listitem').filter({ hasText: `drivers ${build} reads; before it ${before} did.` });
  await expect(mark).toContainText('New build');
});

/** As the instrumentation of a service tells that a build of it has read a record for a group. */
function readBy(group: string, build: string): object {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const time = `${Date.now()}000000`;
  const span = {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    ...{ name: 'process order-events', kind: 5, startTimeUnixNano: time, endTimeUnixNano: time },
    attributes: [text('messaging.system', 'kafka'), text('messaging.consumer.group.name', group)],
  };
  const resource = { attributes: [text('service.name', group), text('service.version', build)] };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'test', version: '1' }, spans: [span] }] }] };
}

test('a group that nobody knows says what that means, and leads back', async ({ page }) => {
  await openPage(page, '/consumer-groups/no%2Fsuch%20group');
  await expect(page.getByRole('heading', { level: 1, name: 'no/such group' })).toBeVisible();
  await expect(page.getByText('No consumer group of this name is known')).toBeVisible();
  await page.getByRole('link', { name: 'Look for it in the list' }).click();
  await expect(page).toHaveURL(/consumer-groups\?q=no/);
  await expect(page.getByText('No consumer group fits these filters')).toBeVisible();
});
