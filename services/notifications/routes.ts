import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { isoTime } from '#schemas/api/common.ts';
import { idText, jsonAnswer, type ServiceContext } from '#services/_kit/index.ts';
import { listNotifications, type Notification } from './notification-store.ts';

const notificationSchema = z
  .object({
    notificationId: z.string(),
    orderId: z.string(),
    recipient: z.object({ kind: z.string(), id: z.string() }),
    channel: z.string(),
    template: z.string(),
    text: z.string(),
    requestedAt: isoTime,
    sentAt: isoTime.nullable(),
    failedAt: isoTime.nullable(),
    failure: z.enum(['address_refused', 'channel_unavailable']).nullable(),
    attempts: z.int(),
  })
  .openapi('Notification');

const list = createRoute({
  method: 'get',
  path: '/notifications',
  summary: 'What was to be told about an order, and whether it was',
  request: { query: z.object({ orderId: idText }) },
  responses: { 200: jsonAnswer('Oldest first', z.object({ items: z.array(notificationSchema) })) },
});

export function addNotificationRoutes(app: OpenAPIHono, { pool }: ServiceContext): void {
  app.openapi(list, async (c) => {
    const rows = await listNotifications(pool, c.req.valid('query').orderId);
    return c.json({ items: rows.map(notificationView) }, 200);
  });
}

function notificationView(row: Notification) {
  return {
    notificationId: row.notification_id,
    orderId: row.order_id,
    recipient: { kind: row.recipient_kind, id: row.recipient_id },
    channel: row.channel,
    template: row.template,
    text: row.text,
    requestedAt: row.requested_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    failedAt: row.failed_at?.toISOString() ?? null,
    failure: row.failure,
    attempts: row.attempts,
  };
}
