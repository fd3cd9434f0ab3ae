import { join } from 'node:path';

/** Where the parts of the stack keep what they write, under the data folder. */
export function stackPaths(dataFolder: string) {
  return {
    state: join(dataFolder, 'run', 'stack.json'),
    lock: join(dataFolder, 'run', 'stack.lock'),
    logs: join(dataFolder, 'logs'),
    kafka: join(dataFolder, 'kafka'),
    postgres: join(dataFolder, 'postgres'),
    /** What NIBBLE_CONFIG names where the user's own environment names nothing. */
    config: join(dataFolder, 'console.json'),
  };
}
