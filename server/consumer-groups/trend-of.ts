import type { LagTrend } from '#schemas/api/consumer-group.ts';
import { fitLine } from './fit-line.ts';
import { knownOf, type LagSample, lagIn, windowOf } from './lag-sample.ts';

const unknown: LagTrend = { direction: 'unknown', perSecond: null, closesInMs: null };
/** A change below this share of the lag is no direction. */
const least = 0.03;
/** By fewer or within less nobody can tell where it goes. */
export const fewestSamples = 3;
const shortestMs = 20_000;

/** How lag moves: a line through the samples of the window, a direction only where it is more than noise. Pure. */
export function trendOf(samples: readonly LagSample[], nowMs = samples.at(-1)?.atMs ?? 0): LagTrend {
  const known = knownOf(windowOf(samples, nowMs));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < fewestSamples) return unknown;
  const overMs = last.atMs - first.atMs;
  if (overMs < shortestMs) return unknown;
  const points = known.map((sample) => ({ x: (sample.atMs - first.atMs) / 1_000, y: lagIn(sample) }));
  const { slope, error, mean } = fitLine(points);
  const change = Math.abs(slope) * (overMs / 1_000);
  const isDirected = Math.abs(slope) > 2 * error && change >= Math.max(1, least * mean);
  const lag = lagIn(last);
  if (lag === 0)
    return { direction: isDirected && slope < 0 ? 'shrinking' : 'steady', perSecond: slope, closesInMs: 0 };
  if (!isDirected) return { direction: 'steady', perSecond: slope, closesInMs: null };
  if (slope > 0) return { direction: 'growing', perSecond: slope, closesInMs: null };
  return { direction: 'shrinking', perSecond: slope, closesInMs: (lag / -slope) * 1_000 };
}
