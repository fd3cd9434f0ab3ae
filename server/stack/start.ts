import { readStackOptions } from './plan/stack-options.ts';
import { runInForeground } from './run-in-foreground.ts';

/** `npm start`: everything, until it is asked to stop. Returns the exit code. */
export function main(args: string[]): Promise<number> {
  return runInForeground(() => readStackOptions(args, process.env));
}
