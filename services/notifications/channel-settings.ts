import { resolve } from 'node:path';
import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';
import { type Channel, ledgerChannel } from './channel.ts';
import { createFolderChannel } from './folder-channel.ts';

const settingsSchema = z.object({
  NIBBLE_OUTBOX_FOLDER: z.string().optional(),
  NIBBLE_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
});

/** The channel that the environment names; the ledger alone when it names none. Throws `invalid` for two, or a wrong one. */
export async function readChannel(env: Record<string, string | undefined>): Promise<Channel> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) throw new NibbleError('invalid', z.prettifyError(parsed.error));
  const { NIBBLE_OUTBOX_FOLDER: folder, NIBBLE_SMTP_URL: url } = parsed.data;
  if (folder && url) throw new NibbleError('invalid', 'Set NIBBLE_OUTBOX_FOLDER or NIBBLE_SMTP_URL, not both.');
  if (folder) return createFolderChannel(resolve(folder));
  if (!url) return ledgerChannel;
  // Only who sends mail loads the library.
  const { createSmtpChannel } = await import('./smtp-channel.ts');
  return createSmtpChannel(url);
}
