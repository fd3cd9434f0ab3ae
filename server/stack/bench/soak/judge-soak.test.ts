import { expect, test } from 'vitest';
import { judgeSoak, type SoakSample } from './judge-soak.ts';

function samples(of: (minute: number) => Partial<{ pssMb: number; files: number; lag: number; pid: number }>) {
  return Array.from({ length: 31 }, (_, minute): SoakSample => {
    const { pssMb = 200, files = 40, lag = 50, pid = 7 } = of(minute);
    const process = { name: 'collector', pid, rssMb: pssMb + 10, pssMb, files, cpuSeconds: minute * 30 };
    return { atSeconds: minute * 60, lag, processes: [process] };
  });
}

test.each([
  ['memory that grows by a fifth', samples((minute) => ({ pssMb: 200 + 2 * minute }))],
  ['files that are never closed', samples((minute) => ({ files: 40 + minute }))],
  ['lag that builds up', samples((minute) => ({ lag: 100 * minute }))],
])('%s is above the limit', (_, grown) => {
  expect(judgeSoak(grown).ratio).toBeGreaterThan(1);
});

test('a process that came again is told', () => {
  expect(judgeSoak(samples((minute) => ({ pid: minute < 20 ? 7 : 8 }))).processes[0]).toMatchObject({
    restarted: true,
  });
});

test('warming up and noise are no growth', () => {
  const noisy = samples((minute) => ({ pssMb: minute < 5 ? 100 : 200 + (minute % 3), lag: minute % 2 ? 20 : 90 }));
  const { ratio, processes } = judgeSoak(noisy);
  expect(ratio).toBeLessThan(0.2);
  expect(processes[0]).toMatchObject({ name: 'collector', restarted: false, cpuShare: 0.5 });
});
