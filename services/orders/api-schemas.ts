import { z } from '@hono/zod-openapi';
import { isoTime } from '#schemas/api/common.ts';
import { addressSchema, idText, plainText } from '#services/_kit/index.ts';
import type { StoredOrder } from './order-store.ts';

export const placingSchema = z
  .object({
    customerId: idText,
    restaurantId: idText,
    items: z
      .array(z.object({ sku: idText, quantity: z.int().min(1).max(50) }))
      .min(1)
      .max(50),
    address: addressSchema.optional(),
    note: plainText(300).optional(),
    channel: z.enum(['app', 'web', 'phone']).optional().openapi({ description: 'where the customer ordered' }),
    paymentToken: idText.optional().openapi({
      description:
        '`tok_refused` and `tok_expired` are refused by payments, `tok_capture_refused` when the kitchen has accepted; `tok_sepa…` goes by the older acquirer',
    }),
  })
  .openapi('PlaceOrder');

export const changeSchema = z
  .object({ address: addressSchema.optional(), note: plainText(300).optional() })
  .refine(({ address, note }) => address !== undefined || note !== undefined, 'give an address or a note')
  .openapi('ChangeOrder');

export const placedSchema = z
  .object({ orderId: z.string(), correlationId: z.string(), status: z.string(), totalCents: z.int() })
  .openapi('PlacedOrder');

export const orderSchema = placedSchema
  .extend({
    currency: z.string(),
    customerId: z.string(),
    restaurantId: z.string(),
    restaurantName: z.string(),
    items: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), unitPriceCents: z.int() })),
    address: addressSchema,
    note: z.string().nullable(),
    paymentId: z.string().nullable(),
    driver: z.object({ id: z.string(), name: z.string() }).nullable(),
    cancellation: z.object({ reason: z.string(), detail: z.string() }).nullable(),
    placedAt: isoTime,
    updatedAt: isoTime,
  })
  .openapi('Order');

/** The latest position of who brings it; null before somebody is found and once the order is over. */
const positionSchema = z
  .object({ latitude: z.number(), longitude: z.number(), recordedAt: isoTime })
  .openapi('DriverPosition');

export const orderDetailSchema = orderSchema
  .extend({ driverPosition: positionSchema.nullable() })
  .openapi('OrderDetail');

export type OrderView = z.infer<typeof orderSchema>;

export const orderListSchema = z.object({ items: z.array(orderSchema) }).openapi('Orders');

/** An order as REST shows it. */
export function orderView({ order, correlationId }: StoredOrder): OrderView {
  return {
    orderId: order.order_id,
    correlationId,
    status: order.status,
    totalCents: order.total_cents,
    currency: order.currency,
    customerId: order.customer_id,
    restaurantId: order.restaurant_id,
    restaurantName: order.restaurant_name,
    items: order.items.map(({ sku, name, quantity, unit_price_cents }) => ({
      sku,
      name,
      quantity,
      unitPriceCents: unit_price_cents,
    })),
    address: order.address,
    note: order.note ?? null,
    paymentId: order.payment_id,
    driver: order.driver,
    cancellation: order.cancellation,
    placedAt: order.placed_at,
    updatedAt: order.updated_at,
  };
}
