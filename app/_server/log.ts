import { createLogger, type Logger } from '#server/platform/logging/index.ts';
import { inProcess } from './in-process.ts';

/** The log of the web process. */
export function log(): Logger {
  return inProcess('log', () => createLogger({ name: 'web' }));
}
