import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';
import { callJson } from '#services/_kit/index.ts';

const quoteSchema = z.object({
  restaurantId: z.string(),
  restaurantName: z.string(),
  items: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), unitPriceCents: z.int() })),
  totalCents: z.int(),
  currency: z.literal('EUR'),
});
export type Quote = z.infer<typeof quoteSchema>;
export type WantedItems = { sku: string; quantity: number }[];

const customerWaitsMs = 2_000;
const refusalSchema = z.object({ detail: z.string() });

/**
 * Asks restaurants for prices while the customer waits. Throws `invalid` in their own words when the order cannot be
 * quoted, `unavailable` when there is no answer within two seconds.
 */
export async function requestQuote(baseUrl: string, restaurantId: string, items: WantedItems): Promise<Quote> {
  const answer = await askRestaurants(baseUrl, restaurantId, items);
  const quote = quoteSchema.safeParse(answer.body);
  if (answer.status === 200 && quote.success) return quote.data;
  const refusal = refusalSchema.safeParse(answer.body);
  if (answer.status < 500 && refusal.success) throw new NibbleError('invalid', refusal.data.detail);
  throw noQuote(new Error(`restaurants answered ${answer.status}`));
}

async function askRestaurants(baseUrl: string, restaurantId: string, items: WantedItems) {
  try {
    return await callJson({
      method: 'POST',
      url: `${baseUrl}/restaurants/${encodeURIComponent(restaurantId)}/quote`,
      template: '/restaurants/{id}/quote',
      body: { items },
      timeoutMs: customerWaitsMs,
    });
  } catch (cause) {
    throw noQuote(cause);
  }
}

function noQuote(cause: unknown): NibbleError {
  const detail =
    'The restaurants cannot quote a price right now, so nothing was ordered; please try again in a moment.';
  return new NibbleError('unavailable', detail, { cause });
}
