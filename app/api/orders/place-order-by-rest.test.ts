import { afterEach, expect, test, vi } from 'vitest';
import { placeOrderByRest } from './place-order-by-rest.ts';

const placed = { orderId: '4711', correlationId: 'c-1', status: 'created', totalCents: 3140 };
const kitchens = { items: [{ id: 'r-1', open: true }] };
const menu = { items: [{ sku: 'soup', available: true }] };

type Answers = Record<string, () => Response | Promise<Response>>;

/** Answers like the services; keeps what was asked of them. */
function services(answers: Answers) {
  const asked: { path: string; headers: Headers; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    asked.push({
      path: url.pathname,
      headers: new Headers(init.headers),
      body: JSON.parse(String(init.body ?? 'null')),
    });
    const answer = answers[url.pathname];
    if (!answer) throw new TypeError('fetch failed');
    return await answer();
  });
  return asked;
}

const ok = (body: unknown) => () => Response.json(body);
const place = (urls: { orders?: string; restaurants?: string } = {}) =>
  placeOrderByRest({
    ordersUrl: 'orders' in urls ? urls.orders : 'http://orders:4001',
    restaurantsUrl: 'restaurants' in urls ? urls.restaurants : 'http://restaurants:4003',
    correlationId: 'c-1',
    wish: {},
  });

afterEach(() => {
  vi.unstubAllGlobals();
});

test('given no address of a service, says which setting is missing', async () => {
  await expect(place({ orders: undefined })).rejects.toMatchObject({
    code: 'unavailable',
    detail: expect.stringContaining('ORDERS_URL'),
  });
});

test('given a service that is away, names it', async () => {
  services({});
  await expect(place()).rejects.toMatchObject({
    code: 'unavailable',
    detail: 'The restaurants service does not answer.',
  });
});

test('given a refusal, passes on the words of the service', async () => {
  services({
    '/restaurants': ok(kitchens),
    '/restaurants/r-1/menu': ok(menu),
    '/orders': () => Response.json({ detail: 'The kitchen is closed.' }, { status: 409 }),
  });
  await expect(place()).rejects.toMatchObject({
    code: 'conflict',
    detail: 'The orders service refused (409): The kitchen is closed.',
  });
});

test('given an answer that makes no sense, does not pretend', async () => {
  services({ '/restaurants': () => new Response('<html>') });
  await expect(place()).rejects.toMatchObject({ code: 'unavailable' });
});

test.each([
  ['no restaurant is open', { items: [{ id: 'r-1', open: false }] }, menu],
  ['the menu is empty', kitchens, { items: [] }],
])('given that %s, says so', async (_, restaurants, dishes) => {
  services({ '/restaurants': ok(restaurants), '/restaurants/r-1/menu': ok(dishes), '/orders': ok(placed) });
  await expect(place()).rejects.toMatchObject({ code: 'unavailable' });
});

test('places the order under the given correlation id', async () => {
  const asked = services({ '/restaurants': ok(kitchens), '/restaurants/r-1/menu': ok(menu), '/orders': ok(placed) });
  expect(await place()).toEqual(placed);
  const order = asked.at(-1);
  expect(order?.headers.get('x-correlation-id')).toBe('c-1');
  expect(order?.body).toMatchObject({ restaurantId: 'r-1', items: [{ sku: 'soup' }] });
});
