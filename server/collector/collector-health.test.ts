import { describe, expect, test } from 'vitest';
import type { CollectionHealth, TroubleKind } from '#server/event-flow/index.ts';
import { Moment, systemClock } from '#server/platform/clock/index.ts';
import { collectorReadiness, type DatabaseHealth } from './collector-health.ts';

const well: DatabaseHealth = { seen: new Moment(), problem: null };
const collecting: CollectionHealth = {
  state: 'running',
  troubles: [],
  lastFetchAt: new Date(),
  lastWriteAt: new Date(),
  waiting: 0,
  written: 1,
  repeated: 0,
  partitions: 1,
};

const partsOf = (database: DatabaseHealth, collection: CollectionHealth | null, clock = systemClock) => {
  const { ready, parts } = collectorReadiness(clock, database, collection);
  return { ready, ...Object.fromEntries(parts.map(({ name, ...part }) => [name, part])) };
};
const troubled = (kind: TroubleKind): CollectionHealth => ({
  ...collecting,
  state: 'degraded',
  troubles: [{ kind, what: `${kind}: no`, since: new Date() }],
});

describe('a collector is not ready', () => {
  test('when the database was not heard of for a while, and does not say that it answers', () => {
    expect(partsOf({ seen: new Moment(4_000), problem: null }, collecting)).toMatchObject({
      ready: false,
      database: { ok: false, detail: 'does not answer' },
    });
  });

  test('before anything was heard of it', () => {
    expect(partsOf({ seen: null, problem: 'the tables are not ready yet' }, null)).toMatchObject({
      ready: false,
      database: { ok: false, detail: 'the tables are not ready yet', ageMs: null },
    });
  });

  test.each([
    ['kafka', 'kafka'],
    ['database', 'writing'],
    ['disk', 'writing'],
  ] as const)('for trouble with %s, told by the part %s', (kind, part) => {
    expect(partsOf(well, troubled(kind))).toMatchObject({ ready: false, [part]: { ok: false, detail: `${kind}: no` } });
  });

  test('and a clock that is set neither makes it so nor hides it', () => {
    for (const offsetMs of [3_600_000, -3_600_000]) {
      const clock = { now: () => new Date(Date.now() + offsetMs) };
      expect(partsOf(well, collecting, clock)).toMatchObject({ ready: true });
      expect(partsOf({ seen: new Moment(4_000), problem: null }, collecting, clock)).toMatchObject({ ready: false });
    }
  });
});
