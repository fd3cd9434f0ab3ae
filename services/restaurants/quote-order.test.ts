import { describe, expect, test } from 'vitest';
import { askKitchen, type Dish, quoteOrder, type Restaurant } from './quote-order.ts';

const sole: Restaurant = {
  id: 'sole',
  name: 'Sole',
  cuisine: 'Italian',
  street: 'a',
  city: 'b',
  open: true,
  busy: false,
};
const dish = (sku: string, more: Partial<Dish> = {}): Dish => ({
  sku,
  name: sku.toUpperCase(),
  price_cents: 950,
  available: true,
  sold_out: false,
  portions_left: null,
  ...more,
});

describe('a quote', () => {
  test('is refused by a closed restaurant', () => {
    expect(() => quoteOrder({ ...sole, open: false }, [dish('a')], [{ sku: 'a', quantity: 1 }])).toThrow(
      'Sole is closed.',
    );
  });

  test('is refused by a kitchen that has too much to do', () => {
    const wanted = [{ sku: 'a', quantity: 1 }];
    expect(() => quoteOrder({ ...sole, busy: true }, [dish('a')], wanted)).toThrow('Sole has too much to do right now');
  });

  test('names every dish that the menu does not offer', () => {
    const wanted = ['a', 'b', 'c'].map((sku) => ({ sku, quantity: 1 }));
    const menu = [dish('a'), dish('b', { available: false })];
    expect(() => quoteOrder(sole, menu, wanted)).toThrow('Sole does not offer b, c.');
  });

  test('adds up in cents', () => {
    const menu = [dish('a', { price_cents: 333 }), dish('b')];
    const quote = quoteOrder(sole, menu, [
      { sku: 'a', quantity: 3 },
      { sku: 'b', quantity: 1 },
    ]);
    expect(quote.totalCents).toBe(1949);
    expect(quote.items[0]).toEqual({ sku: 'a', name: 'A', quantity: 3, unitPriceCents: 333 });
  });

  test('is given for a dish that only the kitchen knows to be gone', () => {
    expect(quoteOrder(sole, [dish('a', { sold_out: true })], [{ sku: 'a', quantity: 1 }]).totalCents).toBe(950);
  });
});

const one = [{ sku: 'a', quantity: 1 }];

describe('the kitchen', () => {
  test('refuses what there are too few portions of, and makes the last ones', () => {
    const menu = [dish('a', { portions_left: 2 })];
    expect(askKitchen(sole, menu, [{ sku: 'a', quantity: 3 }])).toMatchObject({ accepts: false, reason: 'sold_out' });
    expect(askKitchen(sole, menu, [{ sku: 'a', quantity: 2 }])).toEqual({ accepts: true });
  });

  test('still makes what was ordered before it had too much to do', () => {
    expect(askKitchen({ ...sole, busy: true }, [dish('a')], one)).toEqual({ accepts: true });
  });

  test('refuses what it has run out of', () => {
    const word = askKitchen(sole, [dish('a', { sold_out: true })], one);
    expect(word).toEqual({ accepts: false, reason: 'sold_out', detail: 'Sole has run out of A.' });
  });

  test('refuses when the restaurant has closed meanwhile, or is gone', () => {
    expect(askKitchen({ ...sole, open: false }, [], one)).toMatchObject({ accepts: false, reason: 'closed' });
    expect(askKitchen(null, [], one)).toMatchObject({ accepts: false, reason: 'closed' });
  });

  test('accepts the rest, sold-out dishes that nobody ordered included', () => {
    expect(askKitchen(sole, [dish('a'), dish('b', { sold_out: true })], one)).toEqual({ accepts: true });
  });
});
