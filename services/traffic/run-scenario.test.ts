import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '#server/platform/logging/index.ts';
import { createRandom } from '#server/platform/random/index.ts';
import { planTroubles, rateAt, runScenario } from './run-scenario.ts';
import { isScenario, type Scenario, scenarios } from './scenarios.ts';

const logger = createLogger({ name: 'scenario', level: 'silent' });
const outage: Scenario = {
  what: 'a short one',
  forMs: 300,
  rush: 1,
  troubles: [{ service: 'payments', fault: 'timeout', afterMs: [10, 20], forMs: [60_000, 60_000], share: 0.5 }],
};

let server: Server;
let url: string;
let calls: string[];

beforeEach(async () => {
  calls = [];
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const stage = (signal: AbortSignal, door = url) => ({
  doorOf: () => door,
  pace: 1,
  random: createRandom(1),
  signal,
  logger,
});

describe('a scenario', () => {
  test('that is interrupted mends what it broke', async () => {
    const stopping = new AbortController();
    const running = runScenario({ ...outage, forMs: 600_000 }, stage(stopping.signal));
    while (calls.length === 0) await delay(5);
    stopping.abort();
    await running;
    expect(calls).toEqual(['PUT /faults/timeout', 'DELETE /faults/timeout']);
  });

  test('that was interrupted before anything broke mends nothing', async () => {
    await runScenario(outage, stage(AbortSignal.abort()));
    expect(calls).toEqual([]);
  });

  test('goes on where nobody answers', async () => {
    await runScenario(outage, stage(new AbortController().signal, 'http://127.0.0.1:1'));
    expect(calls).toEqual([]);
  });

  test('breaks and mends by itself', async () => {
    await runScenario(outage, stage(new AbortController().signal));
    expect(calls).toEqual(['PUT /faults/timeout', 'DELETE /faults/timeout']);
  });

  test.each(Object.entries<Scenario>(scenarios))(
    '%s is the same for the same seed, and over in its time',
    (name, day) => {
      const plan = (seed: number) => planTroubles(day, createRandom(seed), 1);
      expect(isScenario(name)).toBe(true);
      expect(plan(1)).toEqual(plan(1));
      expect(plan(1)).not.toEqual(plan(2));
      for (const { atMs, forMs } of plan(3)) expect(atMs + forMs).toBeLessThanOrEqual(day.forMs);
    },
  );
});

test('a rush comes and goes', () => {
  const rates = [0, 45_000, 90_000, 180_000].map((atMs) => rateAt(scenarios['lunch-rush'], 60, atMs));
  expect(rates).toEqual([60, 240, 240, 60]);
});
