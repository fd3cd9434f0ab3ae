import { createTransport } from 'nodemailer';
import type { Channel, OutgoingNotice, SendOutcome } from './channel.ts';

const domain = 'nibble.example';
const patience = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 5_000 };
// RFC 5321, 4.2.1: 5yz will not be otherwise when it is tried again. What is wrong with our own login or with the
// conversation is no word about the recipient.
const aboutRecipient = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * A mail server. A mail carries the notification's id as its Message-ID, so that mailboxes can tell a second sending; an
 * address or a mail that the server refuses for good is `refused`, everything else is tried again.
 */
export function createSmtpChannel(url: string): Channel {
  const transport = createTransport({ url, ...patience });
  return {
    name: 'smtp',
    async send(notice) {
      try {
        await transport.sendMail(mailOf(notice));
        return { sent: true };
      } catch (error) {
        const refused = refusalIn(error);
        if (refused === null) throw error;
        return refused;
      }
    },
  };
}

function mailOf({ notification_id, order_id, recipient, template, text, requestedAt }: OutgoingNotice) {
  return {
    messageId: `<${notification_id}@${domain}>`,
    from: `Nibble <orders@${domain}>`,
    to: `${recipient.id}@${recipient.kind}s.${domain}`,
    subject: `Order ${order_id}: ${template.replaceAll('_', ' ')}`,
    text,
    date: requestedAt,
    headers: { 'X-Nibble-Order': order_id, 'Auto-Submitted': 'auto-generated' },
  };
}

/** RFC 5321 reply codes stand in `responseCode` of the library's errors. */
function refusalIn(error: unknown): SendOutcome | null {
  if (!(error instanceof Error)) return null;
  const status: unknown = Reflect.get(error, 'responseCode');
  const code: unknown = Reflect.get(error, 'code');
  const isForGood = typeof status === 'number' && status >= 500 && status < 600;
  if (!isForGood || typeof code !== 'string' || !aboutRecipient.has(code)) return null;
  return { sent: false, refused: String(Reflect.get(error, 'response') ?? error.message) };
}
