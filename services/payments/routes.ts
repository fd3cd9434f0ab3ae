import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { NibbleError } from '#schemas/errors.ts';
import { idText, jsonAnswer, problemAnswer, type ServiceContext } from '#services/_kit/index.ts';
import { readPayment } from './payment-store.ts';

const paymentSchema = z
  .object({
    orderId: z.string(),
    paymentId: z.string(),
    customerId: z.string(),
    amountCents: z.int(),
    currency: z.string(),
    status: z.string(),
    ledger: z.array(z.object({ entry: z.string(), amountCents: z.int(), at: z.string() })),
  })
  .openapi('Payment');

const read = createRoute({
  method: 'get',
  path: '/payments/{orderId}',
  summary: 'The payment of an order, with every movement of money',
  request: { params: z.object({ orderId: idText }) },
  responses: { 200: jsonAnswer('The payment', paymentSchema), 404: problemAnswer('No such payment') },
});

export function addPaymentRoutes(app: OpenAPIHono, { pool }: ServiceContext): void {
  app.openapi(read, async (c) => {
    const { orderId } = c.req.valid('param');
    const payment = await readPayment(pool, orderId);
    if (!payment) throw new NibbleError('not_found', `There is no payment of order ${orderId}.`);
    const ledger = payment.ledger.map(({ entry, amount_cents, at }) => ({
      entry,
      amountCents: amount_cents,
      at: at.toISOString(),
    }));
    const { payment_id: paymentId, customer_id: customerId, amount_cents: amountCents, currency, status } = payment;
    return c.json({ orderId, paymentId, customerId, amountCents, currency, status, ledger }, 200);
  });
}
