import { type Point, slope } from '../figures/slope.ts';
import { spread } from '../figures/spread.ts';
import type { ProcessSample } from './sample-processes.ts';

export type SoakSample = { atSeconds: number; lag: number; processes: ProcessSample[] };

/** What may grow over the judged part of the run, and still counts as flat. */
const allowed = { memoryShare: 0.1, files: 5, lag: 1_000 };
/** The first part is warming up. */
const judgedFrom = 1 / 3;

/** Pure: how memory, lag and file handles moved; a ratio of 1 is as much growth as is allowed. */
export function judgeSoak(samples: readonly SoakSample[]) {
  const judged = samples.slice(Math.floor(samples.length * judgedFrom));
  const growth = (of: (sample: SoakSample) => number | undefined) => growthOf(judged, of);
  const names = samples.at(-1)?.processes.map(({ name }) => name) ?? [];
  const processes = names.map((name) => {
    const find = ({ processes: all }: SoakSample) => all.find((one) => one.name === name);
    const memory = growth((sample) => find(sample)?.pssMb);
    const files = growth((sample) => find(sample)?.files);
    const cpu = growth((sample) => find(sample)?.cpuSeconds);
    const memoryRatio = memory.grownBy / Math.max(1, memory.mean) / allowed.memoryShare;
    return {
      name,
      restarted: new Set(samples.map((sample) => find(sample)?.pid)).size > 1,
      rssMb: spread(samples.flatMap((sample) => find(sample)?.rssMb ?? [])),
      pssMb: { first: memory.first, last: memory.last, grownBy: round(memory.grownBy), anHour: round(memory.anHour) },
      files: { first: files.first, last: files.last, grownBy: round(files.grownBy) },
      cpuShare: round(cpu.anHour / 3_600),
      ratio: round(Math.max(memoryRatio, files.grownBy / allowed.files)),
    };
  });
  const lag = growth((sample) => sample.lag);
  const lagRatio = lag.grownBy / allowed.lag;
  const ratio = Math.max(0, lagRatio, ...processes.map((one) => one.ratio));
  const lagged = {
    ...spread(judged.map((sample) => sample.lag)),
    grownBy: Math.round(lag.grownBy),
    ratio: round(lagRatio),
  };
  return { ratio, allowed, samples: samples.length, lag: lagged, processes };
}

function growthOf(samples: readonly SoakSample[], of: (sample: SoakSample) => number | undefined) {
  const points = samples.flatMap((sample): Point[] => {
    const y = of(sample);
    return y === undefined ? [] : [{ x: sample.atSeconds, y }];
  });
  const perSecond = slope(points);
  const seconds = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
  return {
    first: points[0]?.y ?? null,
    last: points.at(-1)?.y ?? null,
    mean: points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length),
    grownBy: perSecond * seconds,
    anHour: perSecond * 3_600,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
