import { withTraceHeaders } from '#server/platform/telemetry/index.ts';
import type { ServiceContext, Work } from '#services/_kit/index.ts';
import type { Channel, Failure, SendOutcome } from './channel.ts';
import { endNotification, postponeNotification, takeWaiting, type WaitingNotice } from './notification-store.ts';

const pollMs = 250;
const atOnce = 16;
/** Whoever takes a notice and dies leaves it to others after this time. */
const leaseMs = 15_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const givenUpAfterMs = 600_000;

/** Sends what waits, outside of any transaction, and tells the outcome of each notice in one of its own. */
export async function sendNotices(context: ServiceContext, channel: Channel): Promise<number> {
  const notices = await takeWaiting(context.pool, { atMost: atOnce, leaseMs });
  // One after the other what is about one order, so that its news come in their order while all is well.
  const perOrder = Map.groupBy(notices, ({ order_id }) => order_id);
  await Promise.all(
    [...perOrder.values()].map(async (ofOrder) => {
      for (const notice of ofOrder) await withTraceHeaders(notice.trace, () => sendNotice(context, channel, notice));
    }),
  );
  return notices.length === atOnce ? 0 : pollMs;
}

async function sendNotice(context: ServiceContext, channel: Channel, notice: WaitingNotice): Promise<void> {
  const outcome = await trySending(context, channel, notice);
  if ('error' in outcome && !isGivenUp(context, notice)) return await postpone(context, notice, outcome.error);
  const cause = { correlationId: notice.correlation_id, causationId: notice.causation_id ?? undefined };
  await context.transactFor(cause, (work) => tellOutcome(work, notice, outcome));
}

async function trySending(
  { faults }: ServiceContext,
  channel: Channel,
  notice: WaitingNotice,
): Promise<SendOutcome | { error: string }> {
  if (faults.find('channel-down')) return { error: 'The channel is out of order.' };
  try {
    const { notification_id, order_id, recipient, channel: way, template, text, requested_at: requestedAt } = notice;
    return await channel.send({ notification_id, order_id, recipient, channel: way, template, text, requestedAt });
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function isGivenUp({ settings, clock }: ServiceContext, { requested_at }: WaitingNotice): boolean {
  const { pace, deadlinePace = pace } = settings;
  return clock.now().getTime() - requested_at.getTime() > givenUpAfterMs * deadlinePace;
}

/** Ever later, a minute at most: a channel that comes back is not overrun. */
async function postpone({ pool, settings, logger }: ServiceContext, notice: WaitingNotice, error: string) {
  const { notification_id, attempts } = notice;
  const againInMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1)) * settings.pace;
  await postponeNotification(pool, notification_id, { againInMs, error });
  logger.warn({ notification_id, attempts, againInMs, error }, 'a notice could not be sent and is tried again');
}

async function tellOutcome(work: Work, notice: WaitingNotice, outcome: SendOutcome | { error: string }): Promise<void> {
  const { notification_id, order_id, recipient, channel, template, attempts } = notice;
  const facts = { notification_id, order_id, recipient, channel, template };
  const failed = 'error' in outcome ? failure('channel_unavailable', outcome.error) : refusal(outcome);
  // Somebody else may have taken it when we were slow: the first to say how it ended is right.
  if (!(await endNotification(work, notification_id, failed))) return;
  const at = work.now.toISOString();
  if (failed) work.publish('notification.failed', order_id, { ...facts, ...failed, attempts, failed_at: at });
  else work.publish('notification.sent', order_id, { ...facts, sent_at: at });
}

function refusal(outcome: SendOutcome): Failure | null {
  return outcome.sent ? null : failure('address_refused', outcome.refused);
}

function failure(reason: Failure['reason'], detail: string): Failure {
  return { reason, detail: detail.slice(0, 500) || 'without a word' };
}
