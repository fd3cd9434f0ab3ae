import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  brokenNeeds,
  canonicalJson,
  keepContract,
  neededPacts,
  openStage,
  type PairResult,
  type Publishing,
  type Stage,
  verifyAnswers,
  verifyEvents,
} from '#services/_kit/contracts/index.ts';
import type { ServiceDefinition } from '#services/_kit/index.ts';
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
];

const pairs = await neededPacts();
const results: PairResult[] = [];

test('every service that others need is verified here', () => {
  const needed = new Set(pairs.map(({ producer }) => producer));
  expect(producers.map(({ definition }) => definition.name).toSorted()).toEqual([...needed].toSorted());
});

describe.each(producers)('$definition.name gives what others need of it', ({ definition, publishing }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(definition, publishing);
  });
  afterAll(() => stage?.close());

  test.each(pairs.filter(({ producer }) => producer === definition.name))('$consumer: $kind', async (pair) => {
    const { kind, consumer, producer } = pair;
    const result =
      kind === 'events'
        ? await verifyEvents({ consumer, producer }, stage, publishing)
        : await verifyAnswers({ consumer, producer }, stage, publishing);
    results.push(result);
    expect(brokenNeeds(result)).toEqual([]);
  });
});

test('the matrix is up to date', async () => {
  const sorted = results.toSorted((one, other) => (one.pact < other.pact ? -1 : 1));
  await keepContract('matrix', canonicalJson({ pairs: sorted }));
});
