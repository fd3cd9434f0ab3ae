import { readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { eventSchema, listEvents } from '../dictionary.ts';
import { newestVersion } from '../event-catalog.ts';
import { orderDeadlines } from '../process-deadlines.ts';
import { consumersOf, producersOf } from '../services.ts';
import lifecycle from './order-lifecycle.json' with { type: 'json' };
import processSchema from './process.schema.json' with { type: 'json' };

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(processSchema);
const { steps, gates, branches, compensations, ends } = lifecycle;
const places = new Set([...steps, ...gates].map(({ id }) => id));

type Cause = { event?: string; where?: Record<string, readonly string[]>; silence?: string; request?: string };
const causes: { by: string; id: string; cause: Cause }[] = [
  ...steps.map(({ id, service, cause }) => ({ by: service, id, cause })),
  ...branches.map(({ id, cause }) => ({ by: 'orders', id, cause })),
  ...compensations.map(({ id, service, cause }) => ({ by: service, id, cause })),
];

/** The values that a field, or the items of a field, may have in the newest version of a type. */
function valuesOf(type: string, field: string): unknown[] {
  const version = new Map<string, number>(Object.entries(newestVersion)).get(type) ?? 0;
  const values =
    at(eventSchema(type, version), 'properties', field, 'enum') ??
    at(eventSchema(type, version), 'properties', field, 'items', 'enum');
  return Array.isArray(values) ? values : [];
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

describe('the process file', () => {
  test.each([
    ['a step without its cause', { ...lifecycle, steps: [{ ...steps[1], cause: undefined }] }],
    ['a deadline of nothing', { ...lifecycle, steps: [{ ...steps[1], withinMs: 0 }] }],
    ['a word that nobody reads', { ...lifecycle, steps: [{ ...steps[1], timeout: 5 }] }],
    [
      'a cause of two kinds',
      { ...lifecycle, branches: [{ ...branches[0], cause: { event: 'a.b', silence: 'placed' } }] },
    ],
    ['no ends', { ...lifecycle, ends: [] }],
  ])('is refused with %s', (_, file) => {
    expect(validate(JSON.parse(JSON.stringify(file)))).toBe(false);
  });

  test('fits its schema, and is the only one', () => {
    validate(lifecycle);
    expect(validate.errors).toBe(null);
    const files = readdirSync(import.meta.dirname).filter((name) => /^(?!process\.schema).*\.json$/.test(name));
    expect(files).toEqual([`${lifecycle.id}.json`]);
  });
});

describe('the order process', () => {
  test('names only events that exist, and each has a sentence', () => {
    const types = new Set(listEvents().map((entry) => entry.type));
    const named = [...steps, ...gates, ...ends, ...branches.map(({ end }) => end)].map(({ event }) => event);
    expect(named.filter((type) => !types.has(type))).toEqual([]);
    expect(Object.keys(lifecycle.sentences).sort()).toEqual([...types].sort());
  });

  test('has steps only after steps that stand before them, and no id twice', () => {
    const ids = [...steps, ...gates, ...branches, ...compensations].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const order = steps.map(({ id }) => id);
    const early = steps.filter(({ after }, index) => after.some((id) => !order.slice(0, index).includes(id)));
    expect(early.map(({ id }) => id)).toEqual([]);
  });

  test('refers only to places that there are', () => {
    const named = [
      ...gates.flatMap(({ after, opens }) => [...after, opens]),
      ...branches.flatMap(({ after, before }) => [...after, ...before]),
      ...compensations.flatMap(({ onlyAfter }) => onlyAfter),
      ...causes.flatMap(({ cause }) => cause.silence ?? []),
    ];
    expect(named.filter((id) => !places.has(id))).toEqual([]);
    const undone = new Set(branches.flatMap((branch) => branch.compensations));
    expect([...undone].sort()).toEqual(compensations.map(({ id }) => id).sort());
  });

  test('lets each step be told by the service that produces its event, on an event that this service hears', () => {
    const untold = [...steps, ...gates].filter(({ service, event }) => !producersOf(event).includes(service));
    expect(untold.map(({ id }) => id)).toEqual([]);
    // What a service told itself it needs not hear: it goes on by a timer of its own.
    const known = (type: string) => [...consumersOf(type), ...producersOf(type)];
    const unheard = causes.filter(({ by, cause }) => cause.event && !known(cause.event).includes(by));
    expect(unheard.map(({ by, id, cause }) => `${id}: ${by} does not hear ${cause.event}`)).toEqual([]);
  });

  test('asks fields only for values that they may have', () => {
    const wrong = [...causes, ...gates.map(({ event, where }) => ({ id: event, cause: { event, where } }))].flatMap(
      ({ cause: { event = '', where = {} } }) =>
        Object.entries(where).flatMap(([field, values]) =>
          values
            .filter((value) => !valuesOf(event, field).includes(value))
            .map((value) => `${event} ${field} ${value}`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('knows a branch for every reason to cancel, to refuse a payment and to give up a delivery', () => {
    const reasons = new Set(branches.map(({ end }) => end.reason));
    expect([...reasons].sort()).toEqual([...valuesOf('order.cancelled', 'reason')].sort());
    for (const type of ['payment.failed', 'delivery.failed']) {
      const met = causes.filter(({ cause }) => cause.event === type).flatMap(({ cause }) => cause.where?.reason ?? []);
      expect([...met].sort()).toEqual([...valuesOf(type, 'reason')].sort());
    }
  });

  test('gives up what was due: a silent step has a deadline, and a deadline a branch', () => {
    const silent = causes.flatMap(({ cause }) => cause.silence ?? []);
    const due = steps.filter(({ withinMs }) => withinMs !== undefined).map(({ id }) => id);
    expect(silent.filter((id) => !due.includes(id))).toEqual([]);
    expect(due.filter((id) => !silent.includes(id))).toEqual([]);
  });

  test('says its deadlines in ms', () => {
    expect(orderDeadlines).toEqual({
      paymentAnswerMs: 60_000,
      kitchenAnswerMs: 60_000,
      captureMs: 180_000,
      driverFoundMs: 180_000,
      permissionMs: 360_000,
      driversWordMs: 240_000,
    });
  });
});
