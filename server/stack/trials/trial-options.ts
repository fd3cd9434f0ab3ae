import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** How long and with what luck a trial runs; each trial has its own usual number of rounds. */
export type TrialOptions = {
  /** The same seed makes the same choices; when they fall still depends on the machine. */
  seed: number;
  rounds: number | null;
  /** Where the history of the run is kept; null is a folder of the run. */
  keep: string | null;
};

/** Reads `--seed N --rounds N --keep FOLDER`; a sentence when they make no sense. */
export function readTrialOptions(args: string[]): TrialOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: { seed: { type: 'string' }, rounds: { type: 'string' }, keep: { type: 'string' } },
    });
    const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('seed', values.seed);
    const rounds = values.rounds === undefined ? null : wholeNumber('rounds', values.rounds);
    return { seed, rounds, keep: values.keep ?? null };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new RangeError(`--${name} takes a whole number, not ${text}`);
  return Number(text);
}
