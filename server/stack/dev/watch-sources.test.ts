import { expect, test } from 'vitest';
import { readersOf } from './watch-sources.ts';

const processes = [
  { name: 'kafka' },
  { name: 'collector', watch: ['/p/server', '/p/schemas'] },
  { name: 'orders', watch: ['/p/services/orders', '/p/services/_kit', '/p/server/platform', '/p/schemas'] },
  { name: 'loyalty', watch: ['/p/services/loyalty'] },
];

test.each([
  ['server/stack/dev.ts', []],
  ['server/event-flow/fold.test.ts', []],
  ['server/event-flow/README.md', []],
  ['services/orders-archive/main.ts', []],
  ['server/collector.ts', ['collector']],
  ['services/_kit/loop.ts', ['orders']],
  ['services/loyalty/handlers.py', ['loyalty']],
  ['services/loyalty/points_test.py', []],
  ['schemas/events/order.created.v1.json', ['collector', 'orders']],
  ['services/orders/tables/0001-orders.sql', ['orders']],
])('a change of %s starts %j again', (path, names) => {
  expect(readersOf('/p', processes, path)).toEqual(names);
});
