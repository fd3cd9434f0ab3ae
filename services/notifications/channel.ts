import type { EventData } from '#schemas/event-catalog.ts';

export type OutgoingNotice = EventData['notification.requested'] & { requestedAt: Date };

/** `refused`: the channel will never take it for this recipient; why, in the channel's words. */
export type SendOutcome = { sent: true } | { sent: false; refused: string };

/** Why a notice is given up. */
export type Failure = { reason: 'address_refused' | 'channel_unavailable'; detail: string };

/**
 * Brings notices to people. Throws when it cannot be reached or says "later": the same notice then comes again, as it does
 * after a crash, so a channel makes one of many sendings of one `notification_id`.
 */
export type Channel = { name: string; send(notice: OutgoingNotice): Promise<SendOutcome> };

const gone = /^gone-/;

/** Where this house knows that nobody is: trouble on demand, for channels that refuse nobody by themselves. */
export function refuseGone({ recipient }: OutgoingNotice): SendOutcome {
  if (!gone.test(recipient.id)) return { sent: true };
  return { sent: false, refused: `There is no mailbox for ${recipient.kind} ${recipient.id}.` };
}

/** The row in the ledger is all there is. */
export const ledgerChannel: Channel = { name: 'ledger', send: async (notice) => refuseGone(notice) };
