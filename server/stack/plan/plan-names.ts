import { type ProcessName, processNames } from './defaults.ts';
import type { StackOptions } from './stack-options.ts';

const console: ProcessName[] = ['kafka', 'postgres', 'collector', 'web'];

/** The processes that these options ask for, whether or not their files are there. */
export function planNames(options: StackOptions): { name: ProcessName }[] {
  const given = (name: ProcessName) =>
    (name === 'kafka' && options.kafkaBrokers !== null) || (name === 'postgres' && options.databaseUrl !== null);
  return processNames
    .filter((name) => (options.services || console.includes(name)) && !given(name))
    .map((name) => ({ name }));
}
