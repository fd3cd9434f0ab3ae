import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StackProblem } from '../plan/stack-problem.ts';
import type { StackDoors } from './find-stack.ts';

/** One verb of `npm run nibble`; `find` throws StackProblem when nothing runs, so it is called only where it is needed. */
export type Verb = {
  what: string;
  usage: string;
  run(args: string[], find: () => Promise<StackDoors>): Promise<number>;
};

/** Reads flags and words; what is wrong is said together with the usage. */
export function readArgs<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new StackProblem(`${why}.`, usage, { cause });
  }
}

export function sayJson(value: unknown): void {
  console.log(JSON.stringify(value));
}
