import { afterAll, expect, test } from 'vitest';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { runHostileOrders } from './sample-hostile-orders.ts';

/** The short form of what `npm run trial -- resilience` does with 1,000 orders. */
const orders = 30;

const spans = recordSpans();
afterAll(() => spans.stop());

test.each([11])(
  'seed %i: records that come twice, late and out of order break no promise',
  async (seed) => {
    const { faults, figures } = await runHostileOrders({ seed, orders, everyMs: 100 });
    expect(faults).toEqual([]);
    expect(figures.orders).toBe(orders);
    // A test in which nothing arrives, or nothing is hostile, shows nothing.
    expect(figures.completed).toBeGreaterThan(orders / 4);
    expect(figures.cancelled).toBeGreaterThan(0);
    expect(Math.min(figures.twice ?? 0, figures.late ?? 0)).toBeGreaterThan(orders);
  },
  900_000,
);
