import type { EventData } from '#schemas/event-catalog.ts';
import type { Faults } from '#services/_kit/index.ts';

type Refusal = { reason: EventData['payment.failed']['reason']; detail: string };

/** What the bank says; null while it does not answer. */
export type BankWord = { pays: true } | ({ pays: false } & Refusal) | null;

export type BankRequest = 'authorize' | 'capture';

const declined: Refusal = { reason: 'card_declined', detail: 'The bank declined the card.' };
const captureRefused: Refusal = {
  reason: 'capture_refused',
  detail: 'The bank did not pay out what it had set aside.',
};

const refusals: Record<BankRequest, Record<string, Refusal>> = {
  authorize: { tok_refused: declined, tok_expired: { reason: 'card_expired', detail: 'The card has expired.' } },
  capture: { tok_capture_refused: captureRefused },
};
const faultOf: Record<BankRequest, { name: string; refusal: Refusal }> = {
  authorize: { name: 'refuse', refusal: declined },
  capture: { name: 'refuse-capture', refusal: captureRefused },
};

/** Asks the played bank, which always refuses some tokens, and more while it is broken on purpose. */
export function askBank(
  faults: Pick<Faults, 'strikes'>,
  request: BankRequest,
  { order_id, card_token }: { order_id: string; card_token: string },
): BankWord {
  if (faults.strikes('timeout', order_id)) return null;
  const { name, refusal } = faultOf[request];
  const refused = refusals[request][card_token] ?? (faults.strikes(name, order_id) ? refusal : null);
  return refused ? { pays: false, ...refused } : { pays: true };
}
