import { NibbleError } from '#schemas/errors.ts';
import type { EventData } from '#schemas/event-catalog.ts';
import type { ServiceContext } from '#services/_kit/index.ts';
import { readMenuCopy } from './menu-copy.ts';
import { quoteFromCopy } from './quote-from-copy.ts';
import { type Quote, requestQuote, type WantedItems } from './request-quote.ts';

export type FoundQuote = { quote: Quote; quotedFrom: EventData['order.created']['quoted_from'] };

/**
 * Prices from restaurants, or from the copy of its menus while it does not answer. Throws `unavailable` when the copy
 * does not know the restaurant either, `invalid` when the order cannot be quoted.
 */
export async function findQuote(
  context: ServiceContext,
  restaurantId: string,
  items: WantedItems,
): Promise<FoundQuote> {
  try {
    return { quote: await requestQuote(restaurantsUrl(context), restaurantId, items), quotedFrom: 'restaurants' };
  } catch (error) {
    if (!(error instanceof NibbleError) || error.code !== 'unavailable') throw error;
    const copy = await readMenuCopy(context.pool, restaurantId);
    if (!copy) throw error;
    context.logger.warn({ err: error, restaurant_id: restaurantId }, 'quoting from the copy of the menu');
    return { quote: quoteFromCopy(copy, items), quotedFrom: 'menu_copy' };
  }
}

function restaurantsUrl({ settings }: ServiceContext): string {
  const url = settings.platform.RESTAURANTS_URL;
  if (!url)
    throw new NibbleError('unavailable', 'This orders service does not know where restaurants is (RESTAURANTS_URL).');
  return url.replace(/\/+$/, '');
}
