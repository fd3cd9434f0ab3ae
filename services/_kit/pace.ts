import { createHash } from 'node:crypto';

/**
 * How long a step of the simulation takes, in ms: between `fromMs` and `toMs`, always the same for the same step of the
 * same thing, scaled by `pace`.
 */
export function stepMs(
  pace: number,
  step: string,
  aggregateId: string,
  [fromMs, toMs]: readonly [number, number],
): number {
  return Math.round(pace * (fromMs + (toMs - fromMs) * steadyShare(`${step} ${aggregateId}`)));
}

/** A number in [0, 1) that depends on the text alone. */
export function steadyShare(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
