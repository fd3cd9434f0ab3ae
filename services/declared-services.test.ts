import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newestVersion } from '#schemas/event-catalog.ts';
import { listOutside, listServices, type ServiceEntry } from '#schemas/services.ts';
import { systemClock } from '#server/platform/clock/index.ts';
import { readSettings } from '#server/platform/config/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import type { Faults, ServiceContext, ServiceDefinition } from '#services/_kit/index.ts';
import { analyticsService } from './analytics/analytics-service.ts';
import { driversService } from './drivers/drivers-service.ts';
import { notificationsService } from './notifications/notifications-service.ts';
import { ordersService } from './orders/orders-service.ts';
import { paymentsService } from './payments/payments-service.ts';
import { restaurantsService } from './restaurants/restaurants-service.ts';

const definitions = [
  ordersService,
  paymentsService,
  restaurantsService,
  driversService,
  notificationsService,
  analyticsService,
];
const types = Object.keys(newestVersion);
const byLanguage: Record<string, string> = { TypeScript: '.ts', Python: '.py' };

const noFaults: Faults = {
  known: {},
  find: () => null,
  strikes: () => null,
  list: () => [],
  begin: (name) => {
    throw new Error(`no fault begins here: ${name}`);
  },
  end: () => false,
};

/** A context as the kit makes it, with a pool that connects to nothing until it is asked. */
function contextOf({ name }: ServiceDefinition): ServiceContext {
  const url = 'postgres://nobody@127.0.0.1:1/none';
  const logger = createLogger({ name, level: 'silent' });
  return {
    pool: createPool({ url, schema: name, applicationName: name, max: 1 }),
    settings: {
      platform: readSettings({ NODE_ENV: 'test', DATABASE_URL: url, KAFKA_BROKERS: '127.0.0.1:1' }),
      topicPrefix: '',
      pace: 1,
      port: 1,
    },
    clock: systemClock,
    logger,
    faults: noFaults,
    transact: () => Promise.reject(new Error('a handler runs in the transaction it is given')),
    transactFor: () => Promise.reject(new Error('a handler runs in the transaction it is given')),
  };
}

/** The event types that a service's own code, tests left out, names as text. */
function typesNamedIn({ name, language }: ServiceEntry): Set<string> {
  const folder = join(import.meta.dirname, name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const code = files.filter(
    (path) =>
      path.endsWith(byLanguage[language] ?? '') &&
      !/(^|\/)(\.venv|tests?)\/|\.test\.|_test\.py$|(^|\/)(sample-|test_)/.test(path),
  );
  const text = code.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n');
  return new Set(types.filter((type) => text.includes(`'${type}'`) || text.includes(`"${type}"`)));
}

describe('schemas/services.json', () => {
  test('has an entry for each service, and no other', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
      .map(({ name }) => name);
    const entries = [...listServices(), ...listOutside()].map(({ name }) => name);
    expect(entries.toSorted()).toEqual(folders.toSorted());
    const inTypeScript = listServices().filter(({ language }) => language === 'TypeScript');
    expect(definitions.map(({ name }) => name).toSorted()).toEqual(inTypeScript.map(({ name }) => name).toSorted());
  });

  test.each(definitions.map((definition) => [definition.name, definition] as const))(
    'what %s consumes is what it has handlers for',
    (name, definition) => {
      const handled = Object.keys(definition.handlers(contextOf(definition)));
      const declared = listServices().find((service) => service.name === name)?.consumes ?? [];
      expect(handled.toSorted()).toEqual(declared.toSorted());
    },
  );

  test.each(listServices().map((service) => [service.name, service] as const))(
    'all that %s declares stands in its code; the kit refuses what it does not declare',
    (_, service) => {
      const named = typesNamedIn(service);
      expect([...service.produces, ...service.consumes].filter((type) => !named.has(type))).toEqual([]);
    },
  );

  test('a service that the kit does not hold names no type but what it declares', () => {
    const held = new Set(definitions.map(({ name }) => name));
    const others = listServices().filter(({ name }) => !held.has(name));
    const undeclared = others.flatMap((service) =>
      [...typesNamedIn(service)].filter((type) => ![...service.produces, ...service.consumes].includes(type)),
    );
    expect(undeclared).toEqual([]);
    expect(others.map(({ language }) => language)).toContain('Python');
  });

  test('names only types of the dictionary, and each type has exactly one producer', () => {
    const named = listServices().flatMap(({ produces, consumes }) => [...produces, ...consumes]);
    expect(named.filter((type) => !types.includes(type))).toEqual([]);
    const produced = listServices().flatMap(({ produces }) => produces);
    expect(produced.toSorted()).toEqual(types.toSorted());
  });

  test('lets services call only services, and says why', () => {
    const names = new Set(listServices().map(({ name }) => name));
    const calls = listServices().flatMap(({ name, calls }) => calls.map((call) => ({ caller: name, ...call })));
    expect(calls.filter(({ caller, service, why }) => !names.has(service) || caller === service || !why)).toEqual([]);
  });
});
