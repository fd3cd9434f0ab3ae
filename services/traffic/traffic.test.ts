import { describe, expect, test } from 'vitest';
import { createRandom } from '#server/platform/random/index.ts';
import { planArrivals } from './plan-arrivals.ts';
import { type Menu, planOrder } from './plan-order.ts';
import { readTrafficSettings } from './traffic-settings.ts';

const menus: Menu[] = [
  {
    restaurantId: 'sole',
    dishes: [
      { sku: 'pizza', available: true, soldOut: false },
      { sku: 'truffle', available: true, soldOut: true },
      { sku: 'off', available: false, soldOut: false },
    ],
  },
  { restaurantId: 'empty', dishes: [] },
];
const plans = (seed: number, trouble: number, count = 1_000) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => planOrder(random, menus, trouble));
};

describe('customers', () => {
  test('never want what is not on the menu, nor from a restaurant without dishes', () => {
    const wanted = plans(3, 0.5).flatMap(({ body }) => body.items.map(({ sku }) => `${body.restaurantId} ${sku}`));
    expect([...new Set(wanted)].sort()).toEqual(['sole pizza', 'sole truffle']);
  });

  test('without trouble all end at the door', () => {
    for (const { body, cancelAfterMs } of plans(1, 0)) {
      expect(['tok_visa', 'tok_sepa']).toContain(body.paymentToken);
      expect(body.items.map(({ sku }) => sku)).toEqual(['pizza']);
      expect(cancelAfterMs).toBeNull();
    }
  });

  test('have about the wished share of trouble, of each kind', () => {
    const all = plans(7, 0.6);
    const count = (is: (plan: (typeof all)[number]) => boolean) => all.filter(is).length / 1_000;
    const shares = [
      count(({ body }) => ['tok_refused', 'tok_expired'].includes(body.paymentToken)),
      count(({ body }) => body.paymentToken === 'tok_capture_refused'),
      count(({ body }) => body.items.some(({ sku }) => sku === 'truffle')),
      count(({ body }) => body.address.street.startsWith('Nowhere')),
      count(({ body }) => body.customerId.startsWith('gone-')),
      count(({ cancelAfterMs }) => cancelAfterMs !== null),
    ];
    for (const share of shares) expect(share).toBeCloseTo(0.1, 1);
  });

  test('come by all channels, some by apps that do not say it, and by two acquirers', () => {
    const all = plans(2, 0);
    expect([...new Set(all.map(({ body }) => body.channel))].sort()).toEqual(['app', 'phone', 'web', undefined]);
    expect(new Set(all.map(({ body }) => body.paymentToken)).size).toBe(2);
  });

  test('are the same for the same seed, others for another', () => {
    expect(plans(5, 0.2, 20)).toEqual(plans(5, 0.2, 20));
    expect(plans(5, 0.2, 20)).not.toEqual(plans(6, 0.2, 20));
  });
});

describe('arrivals', () => {
  /** A minute of waiting as told, beginning at `nowMs`. */
  const comeWithinAMinute = (arrivals: ReturnType<typeof planArrivals>, fromMs: number) => {
    let nowMs = fromMs;
    let count = 0;
    while (nowMs < fromMs + 60_000) {
      nowMs += arrivals.nextInMs(nowMs);
      count += 1;
    }
    return count;
  };

  test('keep the rate on average', () => {
    const count = comeWithinAMinute(
      planArrivals(createRandom(1), () => 300, 0),
      0,
    );
    expect(count).toBeGreaterThan(250);
    expect(count).toBeLessThan(350);
  });

  test('after an hour of outage come at twice the rate at most, and soon at the ordinary one', () => {
    const arrivals = planArrivals(createRandom(1), () => 300, 0);
    const hour = 3_600_000;
    expect(comeWithinAMinute(arrivals, hour)).toBeLessThanOrEqual(601);
    expect(comeWithinAMinute(arrivals, hour + 60_000)).toBeLessThan(400);
  });
});

describe('settings', () => {
  test('that are wrong are told with the usage', () => {
    expect(() => readTrafficSettings(['--trouble', '2'], {})).toThrow(/trouble[\s\S]*--per-minute/);
    expect(() => readTrafficSettings(['--sped', '2'], {})).toThrow(/--per-minute/);
  });

  test('come from flags before the environment, and have defaults', () => {
    const settings = readTrafficSettings(['--seed', '9'], {
      TRAFFIC_SEED: '3',
      TRAFFIC_PER_MINUTE: '0',
      DRIVERS_PORT: '7004',
    });
    expect(settings).toMatchObject({ seed: 9, perMinute: 0, trouble: 0.08, driversUrl: 'http://127.0.0.1:7004' });
  });
});
