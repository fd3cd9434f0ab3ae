import { describe, expect, test } from 'vitest';
import { listEvents } from '../dictionary.ts';
import servicesFile from '../services.json' with { type: 'json' };
import { publishedReducers, type Reducer } from './published-reducers.ts';

const all = publishedReducers.flatMap(({ id, owner, beside }) =>
  [owner, ...beside].map((reducer) => ({ id, reducer })),
);
const time = '2026-11-28T12:00:00.000Z';

function exampleOf(type: string): object {
  const newest = listEvents().findLast((event) => event.type === type);
  const [example] = Reflect.get(newest?.schema ?? {}, 'examples') ?? [];
  return type === 'order.updated' ? { ...example, driver_id: 'd-1' } : example;
}

function fold(reducer: Reducer, ...types: string[]): object | null {
  return types.reduce<object | null>(
    (state, type) => reducer.evolve(state, { type, time, data: exampleOf(type) }),
    null,
  );
}

describe.each(all)('$reducer.aggregate of $reducer.service', ({ id, reducer }) => {
  test('folds all events that the service tells of it, and no others', () => {
    const told = servicesFile.services.find(({ name }) => name === reducer.service)?.produces ?? [];
    const ofThis = told.filter((type) => Object.hasOwn(exampleOf(type), id));
    expect([...reducer.events].sort()).toEqual(ofThis.sort());
  });

  test('stands in a state that the published pairs know', () => {
    for (const type of reducer.events) {
      const state = fold(reducer, reducer.events[0] ?? '', type);
      const known = publishedReducers.flatMap(({ owner, beside }) =>
        owner === reducer
          ? beside.flatMap(({ goesWith }) => Object.values(goesWith).flat())
          : beside.flatMap((view) => (view === reducer ? Object.keys(view.goesWith) : [])),
      );
      expect(known).toContain(Reflect.get(state ?? {}, 'status'));
    }
  });
});

test('what several services say of one fact stands where the pointers say', () => {
  for (const { owner, beside } of publishedReducers) {
    const ownState = fold(owner, 'order.created', 'order.confirmed', 'order.updated');
    for (const view of beside) {
      const state = fold(view, view.events[0] ?? '');
      for (const { own, owner: theirs } of view.shares) {
        expect(at(state, own), `${view.aggregate} ${own}`).toBeDefined();
        expect(at(ownState, theirs), `${owner.aggregate} ${theirs}`).toBeDefined();
      }
    }
  }
});

function at(state: unknown, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, name) => Reflect.get(Object(value), name), state);
}
