import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  brokenNeeds,
  canonicalJson,
  keepContract,
  listPacts,
  neededPacts,
  openStage,
  type PairResult,
  type Publishing,
  type Stage,
  tellOn,
  tellRecorded,
  verifyAnswers,
  verifyEvents,
} from '#services/_kit/contracts/index.ts';
import type { ServiceDefinition } from '#services/_kit/index.ts';
import { analyticsService } from './analytics/analytics-service.ts';
import { analyticsPublishing } from './analytics/sample-publishing.ts';
import { driversService } from './drivers/drivers-service.ts';
import { driversPublishing } from './drivers/sample-publishing.ts';
import { notificationsService } from './notifications/notifications-service.ts';
import { notificationsPublishing } from './notifications/sample-publishing.ts';
import { ordersService } from './orders/orders-service.ts';
import { ordersPublishing } from './orders/sample-publishing.ts';
import { paymentsService } from './payments/payments-service.ts';
import { paymentsPublishing } from './payments/sample-publishing.ts';
import { restaurantsService } from './restaurants/restaurants-service.ts';
import { restaurantsPublishing } from './restaurants/sample-publishing.ts';

const producers: { definition: ServiceDefinition; publishing: Publishing }[] = [
  { definition: ordersService, publishing: ordersPublishing },
  { definition: paymentsService, publishing: paymentsPublishing },
  { definition: restaurantsService, publishing: restaurantsPublishing },
  { definition: driversService, publishing: driversPublishing },
  { definition: notificationsService, publishing: notificationsPublishing },
  { definition: analyticsService, publishing: analyticsPublishing },
];

const pairs = await neededPacts();
const needsOf = (name: string) => pairs.filter(({ producer }) => producer === name);
const results: PairResult[] = [];
const holds = (result: PairResult) => {
  results.push(result);
  expect(brokenNeeds(result)).toEqual([]);
};

test('every service that others need is verified here', () => {
  const needed = new Set(pairs.map(({ producer }) => producer));
  const here = [...producers.map(({ definition }) => definition.name), 'loyalty'];
  expect(here.toSorted()).toEqual([...needed].toSorted());
});

describe.each(producers)('$definition.name gives what others need of it', ({ definition, publishing }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(definition, publishing);
  });
  afterAll(() => stage?.close());

  test.each(needsOf(definition.name))('$consumer: $kind', async ({ kind, consumer, producer }) => {
    const pair = { consumer, producer };
    const verified =
      kind === 'events'
        ? verifyEvents(pair, tellOn(stage, producer, publishing))
        : verifyAnswers(pair, stage, publishing);
    holds(await verified);
  });
});

describe('loyalty gives what others need of it', () => {
  // Its own tests in Python record what it publishes, and fail when that is stale.
  const tell = tellRecorded(new URL('./loyalty/sample-publishing.json', import.meta.url));
  test.each(needsOf('loyalty'))('$consumer: $kind', async ({ consumer, producer }) => {
    holds(await verifyEvents({ consumer, producer }, tell));
  });
});

test('no pact is left of what nobody needs any more', async () => {
  const needed = results.map(({ pact }) => pact.replace(/^.*\/|\.json$/g, ''));
  expect(await listPacts()).toEqual(needed.toSorted());
});

test('the matrix is up to date', async () => {
  const sorted = results.toSorted((one, other) => (one.pact < other.pact ? -1 : 1));
  await keepContract('matrix', canonicalJson({ pairs: sorted }));
});
