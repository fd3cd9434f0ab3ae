import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { validateEvent } from '#schemas/dictionary.ts';
import { systemClock } from '#server/platform/clock/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { makeEvent } from '../event.ts';
import { createDoor } from '../http/create-door.ts';
import { createServiceMetrics } from '../service-metrics.ts';
import { asReleased } from './as-released.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { createFaults } from './faults.ts';

const logger = createLogger({ name: 'faults', level: 'silent' });
const create = () => createFaults({ silent: 'Kitchens do not answer.' }, systemClock, logger);

describe('a fault', () => {
  test('that this service does not know is refused with those it knows', () => {
    expect(() => create().begin('refuse')).toThrow(/no fault refuse\. It knows: slow, poison, bad-version, silent\./);
  });

  test('is over when its time is', async () => {
    const faults = create();
    faults.begin('silent', { forMs: 20 });
    expect(faults.find('silent')).toMatchObject({ share: 1 });
    await delay(60);
    expect(faults.find('silent')).toBeNull();
  });

  test('begun again lasts as long as was asked last', async () => {
    const faults = create();
    faults.begin('silent', { forMs: 20 });
    faults.begin('silent', { forMs: 60_000, share: 0.5 });
    await delay(60);
    expect(faults.list()).toEqual([expect.objectContaining({ name: 'silent', share: 0.5 })]);
  });

  test('lets those go on that waited because of it', async () => {
    const faults = create();
    const first = faults.begin('slow', { ms: 30_000 });
    const changed = faults.begin('slow', { ms: 20_000 });
    expect([first.over.aborted, changed.over.aborted]).toEqual([true, false]);
    faults.end('slow');
    expect(changed.over.aborted).toBe(true);
  });

  test('strikes about its share of keys, and always the same', () => {
    const faults = create();
    faults.begin('silent', { share: 0.3 });
    const keys = Array.from({ length: 1_000 }, (_, index) => `o-${index}`);
    const struck = keys.filter((key) => faults.strikes('silent', key));
    expect(struck.length).toBeGreaterThan(250);
    expect(struck.length).toBeLessThan(350);
    expect(keys.filter((key) => faults.strikes('silent', key))).toEqual(struck);
  });
});

test('a bad release tells a version that no dictionary has', () => {
  const faults = create();
  const order = {
    order_id: 'o-1',
    customer_id: 'c-1',
    restaurant_id: 'r-1',
    total_cents: 900,
    currency: 'EUR',
  } as const;
  const data = { ...order, reason: 'no_driver', detail: 'Nobody was free.' } as const;
  const made = makeEvent('order.cancelled', data, { source: 'orders', correlationId: 'c-1', now: new Date() });
  expect(validateEvent(asReleased(faults, made, 'o-1')).state).toBe('valid');
  faults.begin('bad-version');
  expect(validateEvent(asReleased(faults, made, 'o-1')).state).toBe('no_schema');
});

describe('the door', () => {
  function createTestDoor() {
    const pool = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', schema: 'none', applicationName: 'test' });
    const metrics = createServiceMetrics(pool);
    const app = createDoor({ name: 'test', description: '', port: 1, logger, metrics, started: () => true });
    addFaultRoutes(app, create());
    const headers = { 'content-type': 'application/json' };
    return {
      put: (name: string, wish: object) =>
        app.request(`/faults/${name}`, { method: 'PUT', headers, body: JSON.stringify(wish) }),
      end: (path: string) => app.request(path, { method: 'DELETE' }),
      read: async () => await (await app.request('/faults')).json(),
    };
  }

  test.each([{ share: 2 }, { ms: -1 }, { forMs: 0 }, { forMs: 86_400_000 }, { until: 'tomorrow' }])(
    'refuses %j',
    async (wish) => expect((await createTestDoor().put('slow', wish)).status).toBe(422),
  );

  test('knows no fault of another service, and mends nothing that is whole', async () => {
    const door = createTestDoor();
    expect((await door.put('refuse', {})).status).toBe(404);
    expect((await door.end('/faults/slow')).status).toBe(404);
  });

  test('begins, shows and mends', async () => {
    const door = createTestDoor();
    await door.put('slow', { ms: 20 });
    await door.put('silent', { share: 0.5 });
    const shown = { name: 'slow', ms: 20, share: 1, until: expect.any(String) };
    expect(await door.read()).toMatchObject({ known: { silent: expect.any(String) }, items: [shown, { share: 0.5 }] });
    expect((await door.end('/faults/slow')).status).toBe(204);
    expect((await door.end('/faults')).status).toBe(204);
    expect(await door.read()).toMatchObject({ items: [] });
  });
});
