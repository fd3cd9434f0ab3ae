import type pg from 'pg';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';

export type Notification = {
  notification_id: string;
  order_id: string;
  recipient_kind: string;
  recipient_id: string;
  channel: string;
  template: string;
  text: string;
  requested_at: Date;
  sent_at: Date | null;
};

/**
 * Writes what was asked for and sends it: in this reference house the row itself is the outgoing mail. Returns false when
 * it was sent before: the id is the request's, however many events ask for it.
 */
export async function sendNotification(
  { client, now }: Work,
  wanted: EventData['notification.requested'],
  requestedAt: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into notification
       (notification_id, order_id, recipient_kind, recipient_id, channel, template, text, requested_at, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      wanted.notification_id,
      wanted.order_id,
      wanted.recipient.kind,
      wanted.recipient.id,
      wanted.channel,
      wanted.template,
      wanted.text,
      requestedAt,
      now,
    ],
  );
  return rowCount === 1;
}

export async function listNotifications(db: pg.Pool, orderId: string): Promise<Notification[]> {
  const { rows } = await db.query<Notification>(
    'select * from notification where order_id = $1 order by requested_at, notification_id limit 100',
    [orderId],
  );
  return rows;
}
