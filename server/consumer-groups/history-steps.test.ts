import { describe, expect, test } from 'vitest';
import { historySteps } from './history-steps.ts';

const now = Date.parse('2026-03-01T12:34:56.789Z');

describe('steps of a history', () => {
  test('a stretch that ends before it begins is refused', () => {
    expect(() => historySteps({ from: '2026-03-01T12:00:00.000Z', to: '2026-03-01T11:00:00.000Z' }, now)).toThrow(
      'before',
    );
    expect(() => historySteps({ from: '2026-04-01T12:00:00.000Z' }, now)).toThrow('future');
  });

  test('without a wish the last hour, of samples', () => {
    const steps = historySteps({}, now);
    expect(steps).toMatchObject({ resolution: 'sample', stepMs: 15_000 });
    expect(steps.fromMs).toBeLessThanOrEqual(now - 3_600_000);
    expect(steps.toMs).toBeGreaterThanOrEqual(now);
  });

  test('whatever the stretch, at most 300 points on round times', () => {
    for (const hours of [0.01, 0.5, 1, 3, 5, 24, 24 * 7, 24 * 30, 24 * 400, 24 * 36_500]) {
      const from = new Date(now - hours * 3_600_000).toISOString();
      const { fromMs, toMs, stepMs, resolution } = historySteps({ from }, now);
      expect((toMs - fromMs) / stepMs).toBeLessThanOrEqual(300);
      expect(fromMs % stepMs).toBe(0);
      const finest = { sample: 0, minute: 60_000, hour: 3_600_000 }[resolution];
      expect(stepMs).toBeGreaterThanOrEqual(finest);
    }
  });
});
