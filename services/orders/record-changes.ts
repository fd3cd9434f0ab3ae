import type { ServiceContext, Work } from '#services/_kit/index.ts';
import type { Order, OrderChange } from './order.ts';
import { deadlineOf } from './order-deadlines.ts';
import { isLong, saveSnapshot } from './order-snapshot.ts';
import { appendChanges, type OrderPlace, type StoredOrder } from './order-store.ts';
import { saveView } from './order-view.ts';

/** Appends to an order; its view, its snapshot and the deadline it now waits under follow in the same transaction. */
export async function recordChanges(
  { settings }: Pick<ServiceContext, 'settings'>,
  work: Work,
  at: OrderPlace,
  changes: OrderChange[],
): Promise<StoredOrder | null> {
  const after = await appendChanges(work, at, changes);
  if (!after || changes.length === 0) return after;
  await saveView(work.client, after);
  if (isLong(at.version, after.version)) await saveSnapshot(work, after);
  await moveDeadline(work, at, after.order, settings.deadlinePace ?? settings.pace);
  return after;
}

async function moveDeadline(work: Work, before: OrderPlace, after: Order, pace: number): Promise<void> {
  const [was, is] = [before.order && deadlineOf(before.order), deadlineOf(after)];
  if (was?.name === is?.name) return;
  if (was) await work.stopTimers(before.orderId);
  if (is) work.startTimer(is.name, before.orderId, is.withinMs * pace);
}
