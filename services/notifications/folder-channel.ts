import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Channel, refuseGone } from './channel.ts';

const hourPattern = /^\d{4}-\d{2}-\d{2}T\d{2}$/;
const hoursKept = 2;
const hourMs = 3_600_000;

/** Where a notice lies, below the outbox: by its own name, in the hour when it was first asked for. */
export function fileOf(notificationId: string, requestedAt: Date): string {
  return join(requestedAt.toISOString().slice(0, 13), `${notificationId}.json`);
}

/**
 * An outbox folder: one file a notice. A file is there whole or not at all, and a notice that is sent again is the same
 * file. What is older than two hours is deleted, so that the folder stays small.
 */
export function createFolderChannel(folder: string): Channel {
  return {
    name: 'folder',
    async send(notice) {
      const outcome = refuseGone(notice);
      if (!outcome.sent) return outcome;
      const path = join(folder, fileOf(notice.notification_id, notice.requestedAt));
      const isNewHour = await mkdir(join(path, '..'), { recursive: true });
      if (isNewHour !== undefined) await deleteOldHours(folder, notice.requestedAt);
      const { requestedAt, ...facts } = notice;
      const draft = `${path}.${randomUUID()}.draft`;
      await writeFile(draft, `${JSON.stringify({ ...facts, requested_at: requestedAt.toISOString() }, null, 2)}\n`);
      await rename(draft, path);
      return outcome;
    },
  };
}

/** Only folders of this channel's own making. */
async function deleteOldHours(folder: string, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - hoursKept * hourMs).toISOString().slice(0, 13);
  const old = (await readdir(folder)).filter((name) => hourPattern.test(name) && name < oldest);
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
