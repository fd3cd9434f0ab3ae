import { describe, expect, test } from 'vitest';
import { type FacetWord, sumFacets } from './sum-facets.ts';

const [createdV1, createdV2, paid, noVersion, orders, payments] = [1, 2, 3, 4, 8, 9];
const words = new Map<number, FacetWord>([
  [createdV1, { type: 'order.created', version: 1 }],
  [createdV2, { type: 'order.created', version: 2 }],
  [paid, { type: 'payment.captured', version: 1 }],
  [noVersion, { type: 'payment.captured', version: null }],
  [orders, { service: 'orders' }],
  [payments, { service: 'payments' }],
]);
const groups = [
  { facets: [createdV1, orders], count: 5 },
  { facets: [createdV2, orders, paid, payments], count: 70 },
  { facets: [createdV1, createdV2, orders, noVersion], count: 3 },
];
const nothing = { seen: null, missing: null, service: null };
const typeIn = (sums: ReturnType<typeof sumFacets>, type: string) => sums.types.find((each) => each.type === type);

describe('the counts of a filter’s choices', () => {
  test('given no filter, count every flow once a type, whatever versions it has', () => {
    const sums = sumFacets(groups, words, nothing);
    expect(sums.types).toEqual([
      {
        type: 'order.created',
        seen: 78,
        missing: 0,
        versions: [
          { version: 1, count: 8 },
          { version: 2, count: 73 },
        ],
      },
      { type: 'payment.captured', seen: 73, missing: 5, versions: [{ version: 1, count: 70 }] },
    ]);
    expect(sums.services).toEqual([
      { service: 'orders', count: 78 },
      { service: 'payments', count: 70 },
    ]);
  });

  test('given a chosen type, the other filters count what it leaves, and its own still shows the alternatives', () => {
    const sums = sumFacets(groups, words, { ...nothing, seen: [createdV1] });
    expect(typeIn(sums, 'payment.captured')).toMatchObject({ seen: 73, missing: 5 });
    expect(sums.services).toContainEqual({ service: 'payments', count: 0 });
  });

  test('given a type that must be missing, flows that have it do not count', () => {
    const sums = sumFacets(groups, words, { ...nothing, missing: [paid, noVersion] });
    expect(typeIn(sums, 'order.created')).toMatchObject({ seen: 5, missing: 0 });
    expect(sums.services).toContainEqual({ service: 'orders', count: 5 });
  });

  test('given something that no record has named, nothing is left for the other filters', () => {
    const sums = sumFacets(groups, words, { ...nothing, service: [] });
    expect(sums.types.map(({ seen, missing }) => [seen, missing])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(sums.services).toContainEqual({ service: 'orders', count: 78 });
  });

  test('given no flow at all, there is nothing to choose', () => {
    expect(sumFacets([], new Map(), nothing)).toEqual({ types: [], services: [] });
  });
});
