import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutgoingNotice } from './channel.ts';
import { readChannel } from './channel-settings.ts';
import { createFolderChannel, fileOf } from './folder-channel.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nibble-outbox-'));
});
afterEach(async () => await rm(folder, { recursive: true }));

const requestedAt = new Date('2026-11-28T17:05:00.000Z');
const notice = (id = 'c-1'): OutgoingNotice => ({
  notification_id: randomUUID(),
  order_id: '7K3M-9QXD',
  recipient: { kind: 'customer', id },
  channel: 'push',
  template: 'order_completed',
  text: 'Your order is at the door.',
  requestedAt,
});
const filesIn = async (path: string) => (await readdir(path, { recursive: true })).toSorted();

test('a folder that cannot be written to is a channel that is away, not a refusal', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  await expect(createFolderChannel(file).send(notice())).rejects.toThrow();
});

test('a recipient who is gone is refused, and nothing is written', async () => {
  const outcome = await createFolderChannel(folder).send(notice('gone-7'));
  expect(outcome).toEqual({ sent: false, refused: 'There is no mailbox for customer gone-7.' });
  expect(await filesIn(folder)).toEqual([]);
});

test('a notice that is sent twice is one whole file', async () => {
  const channel = createFolderChannel(folder);
  const once = notice();
  await Promise.all([channel.send(once), channel.send(once)]);
  await channel.send(once);
  const path = fileOf(once.notification_id, requestedAt);
  expect(await filesIn(folder)).toEqual(['2026-11-28T17', path]);
  expect(JSON.parse(await readFile(join(folder, path), 'utf8'))).toMatchObject({
    notification_id: once.notification_id,
    recipient: { kind: 'customer', id: 'c-1' },
    text: 'Your order is at the door.',
    requested_at: requestedAt.toISOString(),
  });
});

test('what is older than two hours goes; what is no hour of the outbox stays', async () => {
  for (const name of ['2026-11-28T14', '2026-11-28T15', 'letters']) await mkdir(join(folder, name));
  await createFolderChannel(folder).send(notice());
  expect(await readdir(folder)).toEqual(['2026-11-28T15', '2026-11-28T17', 'letters']);
});

test.each([
  ['two channels', { NIBBLE_OUTBOX_FOLDER: 'outbox', NIBBLE_SMTP_URL: 'smtp://127.0.0.1:25' }],
  ['a web address as a mail server', { NIBBLE_SMTP_URL: 'https://mail.nibble.example' }],
])('settings with %s are refused', async (_, env) => {
  await expect(readChannel(env)).rejects.toMatchObject({ code: 'invalid' });
});

test.each([
  ['ledger', {}],
  ['ledger', { NIBBLE_OUTBOX_FOLDER: '' }],
  ['folder', { NIBBLE_OUTBOX_FOLDER: 'outbox' }],
  ['smtp', { NIBBLE_SMTP_URL: 'smtp://127.0.0.1:25' }],
])('the channel is %s by %o', async (name, env) => {
  expect((await readChannel(env)).name).toBe(name);
});
