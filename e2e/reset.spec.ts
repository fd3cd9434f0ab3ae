import type { APIRequestContext, Page } from '@playwright/test';
import { auditList } from '#schemas/api/audit.ts';
import { resetPreview, resetState } from '#schemas/api/group-reset.ts';
import { expectNoBarriers } from './fixtures/expect-no-barriers.ts';
import { expectNoSidewaysScroll } from './fixtures/expect-no-sideways-scroll.ts';
import { type GroupsInTrouble, whileGroupsAreInTrouble } from './fixtures/groups-in-trouble.ts';
import { openPage } from './fixtures/open-page.ts';
import { expect, test } from './fixtures/test.ts';

const path = (group: string) => `/api/consumer-groups/${group}/reset`;
const stateOf = async (request: APIRequestContext, group: string) =>
  resetState.parse(await (await request.get(path(group))).json());
const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Reset offsets of/ });

test('offsets are moved by what a preview showed, and taken back', async ({ page, request, baseURL }) => {
  await whileGroupsAreInTrouble(async (groups) => {
    await refuseWhileRead(request, groups, baseURL ?? '');
    await page.goto('/');
    const inList = () => request.get(`/api/consumer-groups/${groups.lost}`);
    await expect.poll(async () => (await inList()).status()).toBe(200);
    await openPage(page, `/consumer-groups/${groups.lost}`);
    await moveTo(page, groups, { radio: 'To offset', field: 'The offset', value: '70' }, /10 offsets are skipped/);
    await expect(dialogOf(page)).toContainText(/cannot be undone now.*no longer holds 10: its oldest record is 60/);
    await dialogOf(page).getByRole('button', { name: 'Reset something else' }).click();
    await moveTo(page, groups, { radio: 'To the end' }, /30 offsets are skipped, nothing is read again/);
    await undo(page);
    const { partitions, last } = await stateOf(request, groups.lost);
    expect(partitions[0]).toMatchObject({ partition: 0, committed: '70' });
    expect(last).toMatchObject({ outcome: 'undone', name: 'Ada', actor: 'local operator' });
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toBeHidden();
    await readAudit(page, request, groups);
  });
});

/** The group that is read: a preview says why not, and running it is a conflict. */
async function refuseWhileRead(request: APIRequestContext, { slow, topic, member }: GroupsInTrouble, origin: string) {
  const asked = { topics: [topic], to: 'earliest' };
  const answer = await request.post(`${path(slow)}/preview`, { data: asked });
  const preview = resetPreview.parse(await answer.json());
  expect(preview.refused).toContain(`a member (${member}`);
  expect(preview.moves).toMatchObject([
    { from: '70', to: '60', readAgain: '10' },
    { from: '30', to: '0', readAgain: '30' },
  ]);
  const run = (from: string) =>
    request.post(path(slow), { headers: { origin: from }, data: { previewId: preview.previewId, reason: 'a test' } });
  expect((await run('https://evil.example')).status()).toBe(403);
  expect((await run(origin)).status()).toBe(409);
}

type Target = { radio: string; field?: string; value?: string };

async function moveTo(page: Page, { topic }: GroupsInTrouble, { radio, field, value }: Target, says: RegExp) {
  if (!(await dialogOf(page).isVisible())) await page.getByRole('button', { name: 'Reset offsets…' }).click();
  const dialog = dialogOf(page);
  const look = dialog.getByRole('button', { name: 'See what it would do' });
  const box = dialog.getByRole('checkbox', { name: /^Partition 0/ });
  if (field === undefined) await dialog.getByRole('radio', { name: radio }).check();
  else {
    await expect(box).not.toBeChecked();
    await expect(look).toBeDisabled();
    await box.press('Space');
    await dialog.getByRole('textbox', { name: field, exact: true }).fill(value ?? '');
    await expect(dialog.getByRole('radio', { name: radio })).toBeChecked();
  }
  await look.click();
  await expect(dialog.getByText(says)).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Moves' })).toContainText(`${topic} · 0`);
  const run = dialog.getByRole('button', { name: 'Move 1 partition' });
  await dialog.getByRole('textbox', { name: 'Your name' }).fill('Ada');
  await expect(run).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('INC-7 of the browser');
  if (field !== undefined) {
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page, 390);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await run.click();
  await expect(dialog.getByText('Every partition stands where it was to go.')).toBeVisible();
}

async function undo(page: Page): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: 'Undo it…' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('it was the wrong group');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(dialog.getByRole('region', { name: 'Where it stands' })).toContainText(/100 → 70.*stands at 70/);
}

async function readAudit(page: Page, request: APIRequestContext, { lost }: GroupsInTrouble): Promise<void> {
  const { items } = auditList.parse(await (await request.get(`/api/audit?subject=${lost}`)).json());
  expect(items.map(({ action }) => action)).toEqual([
    'consumer_group.reset_undone',
    'consumer_group.offsets_reset',
    'consumer_group.offsets_reset',
  ]);
  await openPage(page, '/audit');
  const entry = page.getByRole('listitem').filter({ hasText: lost }).first();
  await expect(entry).toContainText('by Ada (local operator)');
  await expect(entry).toContainText('it was the wrong group');
  await entry.getByText('Before and after').click();
  await expect(entry.getByRole('region', { name: 'After' })).toContainText('"committed": "70"');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page, 390);
}
