import { describe, expect, it } from 'vitest';
import { eventAt, flowOf, requestAt } from './arbitrary-flow.ts';
import { buildFlowModel } from './build-flow-model.ts';
import { findInFlow, nextMatch } from './find-in-flow.ts';

const model = buildFlowModel(
  flowOf(
    [
      eventAt(0, { record: 'order-events/0/1', type: 'order.created' }),
      eventAt(9, { record: 'payment-events/2/7', type: 'payment.authorized', service: 'payments' }),
      eventAt(20, { record: 'order-events/0/2', type: 'order.confirmed', problems: ['no event id in the headers'] }),
    ],
    [requestAt(0, { id: 'call' })],
  ),
);
const found = (words: string) => [...(findInFlow(model, words) ?? [])];

describe('findInFlow', () => {
  it('finds nothing by nothing, and nothing where one of the words is nowhere', () => {
    expect(findInFlow(model, '  ')).toBeNull();
    expect(found('order zebra')).toEqual([]);
  });

  it('finds by type, service, place in the log, call and problem, whatever the case', () => {
    expect(found('ORDER.')).toEqual(['order-events/0/1', 'order-events/0/2']);
    expect(found('payments')).toEqual(['payment-events/2/7']);
    expect(found('payment-events 2 7')).toEqual(['payment-events/2/7']);
    expect(found('post /orders')).toEqual(['call']);
    expect(found('no event id')).toEqual(['order-events/0/2']);
  });
});

describe('nextMatch', () => {
  const matches = findInFlow(model, 'order-events') ?? new Set();

  it('gives none where nothing matches', () => {
    expect(nextMatch(new Set(), model, null, 1)).toBeNull();
  });

  it('goes round both ends', () => {
    expect(nextMatch(matches, model, null, 1)).toBe('order-events/0/1');
    expect(nextMatch(matches, model, null, -1)).toBe('order-events/0/2');
    expect(nextMatch(matches, model, 'order-events/0/2', 1)).toBe('order-events/0/1');
    expect(nextMatch(matches, model, 'order-events/0/1', -1)).toBe('order-events/0/2');
    expect(nextMatch(matches, model, 'payment-events/2/7', 1)).toBe('order-events/0/2');
  });
});
