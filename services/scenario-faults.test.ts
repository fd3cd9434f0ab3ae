import { expect, test } from 'vitest';
import { driversService } from './drivers/drivers-service.ts';
import { notificationsService } from './notifications/notifications-service.ts';
import { paymentsService } from './payments/payments-service.ts';
import { restaurantsService } from './restaurants/restaurants-service.ts';
import { type Scenario, scenarios } from './traffic/scenarios.ts';

const services = [paymentsService, restaurantsService, driversService, notificationsService];
const ofTheKit = ['slow', 'poison', 'bad-version'];

test.each(Object.entries<Scenario>(scenarios))('%s breaks only what can break', (_, { troubles }) => {
  for (const { service, fault } of troubles) {
    const own = services.find(({ name }) => name === service)?.faults ?? {};
    expect([...ofTheKit, ...Object.keys(own)]).toContain(fault);
  }
});
