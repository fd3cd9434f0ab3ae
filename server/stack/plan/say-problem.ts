import { NibbleError } from '#schemas/errors.ts';

/** Says on the error stream what went wrong: known problems in their own words, anything else with its trace. */
export function sayProblem(error: unknown): void {
  console.error(error instanceof NibbleError ? `\n${error.detail}\n` : error);
}
