import type { StoredPlace } from './stored-place.ts';
import type { MeasuredGroup } from './tell-group-metrics.ts';

/** A place of a group seven records behind, for tests. */
export function samplePlace(more: Partial<StoredPlace> = {}): StoredPlace {
  return {
    partition: 0,
    committed: '93',
    seenAt: null,
    start: '10',
    end: '100',
    stable: '100',
    lag: '7',
    lagMs: 1_500,
    lagErrorMs: 1,
    lagMsFrom: 'records',
    verdict: 'warn',
    reason: 'It grows.',
    behind: '7',
    clamped: false,
    lost: '0',
    trend: { direction: 'growing', perSecond: 1, closesInMs: null },
    pace: null,
    problem: null,
    ...more,
  };
}

/** The group that stands there. */
export const sampleGroup: MeasuredGroup = {
  id: 1,
  name: 'orders',
  protocol_type: 'consumer',
  state: 'preparing_rebalance',
  assignor: 'range',
  coordinator: 2,
  members: 3,
  partitions: 2,
  topics: 1,
  lag: '7',
  lag_ms: 1_500,
  verdict: 'warn',
  age: 4,
};
