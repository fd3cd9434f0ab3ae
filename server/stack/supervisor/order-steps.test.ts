import { expect, test } from 'vitest';
import { orderSteps } from './order-steps.ts';

test('steps that wait for each other are refused by name', () => {
  const steps = [
    { name: 'a', after: ['b'] },
    { name: 'b', after: ['a'] },
    { name: 'c', after: [] },
  ];
  expect(() => orderSteps(steps)).toThrow('These wait for each other: a, b');
});

test('each comes after what it needs, and a need that is not part of the stack counts as met', () => {
  const steps = [
    { name: 'traffic', after: ['orders'] },
    { name: 'orders', after: ['topics', 'postgres'] },
    { name: 'topics', after: ['kafka'] },
    { name: 'postgres', after: [] },
  ];
  expect(orderSteps(steps).map(({ name }) => name)).toEqual(['topics', 'postgres', 'orders', 'traffic']);
});
