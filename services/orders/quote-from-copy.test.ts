import { describe, expect, test } from 'vitest';
import type { MenuCopy } from './menu-copy.ts';
import { quoteFromCopy } from './quote-from-copy.ts';

const dish = (sku: string, price_cents: number, available = true) => ({
  sku,
  name: `The ${sku}`,
  price_cents,
  available,
});
const copy: MenuCopy = {
  restaurant_id: 'r-1',
  restaurant_name: 'Trattoria Sole',
  dishes: [dish('soup', 500), dish('cake', 350), dish('stew', 900, false)],
  open: true,
};

describe('a quote from the copy of a menu', () => {
  test.each([
    ['a closed restaurant', { ...copy, open: false }, 'soup', 'Trattoria Sole takes no orders right now.'],
    ['a dish that is not on it', copy, 'sushi', 'Trattoria Sole does not offer sushi.'],
    ['a dish that cannot be ordered now', copy, 'stew', 'Trattoria Sole does not offer stew.'],
    ['an empty menu', { ...copy, dishes: [] }, 'soup', 'Trattoria Sole does not offer soup.'],
  ])('is refused for %s', (_, menu, sku, sentence) => {
    expect(() => quoteFromCopy(menu, [{ sku, quantity: 1 }])).toThrow(`invalid: ${sentence}`);
  });

  test('names each price and the sum', () => {
    const wanted = [
      { sku: 'soup', quantity: 3 },
      { sku: 'cake', quantity: 1 },
    ];
    expect(quoteFromCopy(copy, wanted)).toMatchObject({
      restaurantId: 'r-1',
      items: [{ name: 'The soup', unitPriceCents: 500 }, { quantity: 1 }],
      totalCents: 1850,
    });
  });
});
