import { describe, expect, it } from 'vitest';
import { eventAt, flowOf } from './arbitrary-flow.ts';
import { buildFlowModel } from './build-flow-model.ts';
import { processOf, stepOf as step } from './sample-process.ts';
import { countFurtherSteps, showSteps } from './show-steps.ts';

const model = buildFlowModel(flowOf([eventAt(0, { record: 'order-events/0/1' })]));
const placed = step('placed', 'done', { record: 'order-events/0/1' });

describe('showSteps', () => {
  it('shows nothing of a flow without a process, of one that has ended, and of steps that are settled', () => {
    const open = processOf([placed, step('ready', 'current', { after: ['placed'] })]);
    const end = { event: 'order.cancelled', label: 'cancelled', at: '2026-11-24T12:04:11.000Z' };
    expect(showSteps(model, null, true).steps).toEqual([]);
    expect(showSteps(model, { ...open, end }, true).steps).toEqual([]);
    expect(showSteps(model, processOf([placed, step('x', 'skipped'), step('y', 'off_path')]), true).steps).toEqual([]);
  });

  it('survives steps that follow one another in a ring, or one that is not there', () => {
    const ring = processOf([step('a', 'expected', { after: ['b'] }), step('b', 'expected', { after: ['a', 'gone'] })]);
    expect(showSteps(model, ring, true).steps).toHaveLength(2);
  });

  it('shows what may come next, and what follows that when asked; with lanes for their services', () => {
    const process = processOf([
      placed,
      step('picked', 'expected', { after: ['found'] }),
      step('found', 'late', { after: ['placed'], dueAt: '2026-11-24T12:05:00.000Z' }),
    ]);
    const next = showSteps(model, process, false);
    expect(next.steps.map(({ key }) => key)).toEqual(['step:found']);
    expect(next.steps[0]).toMatchObject({ dueAt: Date.parse('2026-11-24T12:05:00.000Z'), after: [model.nodes[0]] });
    expect(next.lanes).toEqual(['orders', 'drivers']);
    const all = showSteps(model, process, true);
    expect(all.steps.map(({ key, column }) => [key, column])).toEqual([
      ['step:picked', 1],
      ['step:found', 0],
    ]);
    expect(countFurtherSteps(model, process)).toBe(1);
  });
});
