import type pg from 'pg';
import type { EventData } from '#schemas/event-catalog.ts';
import { currentTraceHeaders } from '#server/platform/telemetry/index.ts';
import type { Work } from '#services/_kit/index.ts';
import type { Failure } from './channel.ts';

type Requested = EventData['notification.requested'];

export type Notification = {
  notification_id: string;
  order_id: string;
  recipient_kind: Requested['recipient']['kind'];
  recipient_id: string;
  channel: Requested['channel'];
  template: Requested['template'];
  text: string;
  requested_at: Date;
  sent_at: Date | null;
  failed_at: Date | null;
  failure: Failure['reason'] | null;
  attempts: number;
};

type Waiting = Notification & { correlation_id: string; causation_id: string | null; trace: Record<string, string> };
export type WaitingNotice = Omit<Waiting, 'recipient_kind' | 'recipient_id'> & Pick<Requested, 'recipient'>;

const columns = `notification_id, order_id, recipient_kind, recipient_id, channel, template, text, requested_at, sent_at,
  failed_at, failure, attempts`;

/** Writes what was asked for, to be sent at once. One row an id, however many events ask for it. */
export async function insertNotification(work: Work, wanted: Requested, requestedAt: string): Promise<void> {
  await work.client.query(
    `insert into notification (notification_id, order_id, recipient_kind, recipient_id, channel, template, text,
       requested_at, correlation_id, causation_id, trace)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      wanted.notification_id,
      wanted.order_id,
      wanted.recipient.kind,
      wanted.recipient.id,
      wanted.channel,
      wanted.template,
      wanted.text,
      requestedAt,
      work.correlationId,
      work.causationId ?? null,
      JSON.stringify(currentTraceHeaders()),
    ],
  );
}

/** Takes notices that are due, the oldest first; for `leaseMs` nobody else takes them. */
export async function takeWaiting(
  db: pg.Pool,
  { atMost, leaseMs }: { atMost: number; leaseMs: number },
): Promise<WaitingNotice[]> {
  const { rows } = await db.query<Waiting>(
    `with due as (
       select notification_id from notification
       where sent_at is null and failed_at is null and next_try_at <= now()
       order by next_try_at limit $1 for update skip locked
     ), taken as (
       update notification set attempts = attempts + 1, next_try_at = now() + $2 * interval '1 millisecond'
       from due where notification.notification_id = due.notification_id
       returning notification.*
     )
     select ${columns}, correlation_id, causation_id, trace from taken order by requested_at, notification_id`,
    [atMost, leaseMs],
  );
  return rows.map(({ recipient_kind: kind, recipient_id: id, ...row }) => ({ ...row, recipient: { kind, id } }));
}

export async function postponeNotification(
  db: pg.Pool,
  notificationId: string,
  { againInMs, error }: { againInMs: number; error: string },
): Promise<void> {
  await db.query(
    `update notification set next_try_at = now() + $2 * interval '1 millisecond', last_error = $3
     where notification_id = $1`,
    [notificationId, againInMs, error],
  );
}

/** Marks it as sent, or as given up. Returns false when it had ended before. */
export async function endNotification({ client, now }: Work, notificationId: string, failed: Failure | null) {
  const { rowCount } = await client.query(
    `update notification set sent_at = $2, failed_at = $3, failure = $4, last_error = $5
     where notification_id = $1 and sent_at is null and failed_at is null`,
    [notificationId, failed ? null : now, failed ? now : null, failed?.reason ?? null, failed?.detail ?? null],
  );
  return rowCount === 1;
}

export async function listNotifications(db: pg.Pool, orderId: string): Promise<Notification[]> {
  const { rows } = await db.query<Notification>(
    `select ${columns} from notification where order_id = $1 order by requested_at, notification_id limit 100`,
    [orderId],
  );
  return rows;
}
