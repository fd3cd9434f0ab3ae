import 'server-only';
import type { Pool } from 'pg';
import { createPool } from '#server/platform/db/index.ts';
import { inProcess } from './in-process.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';

/** The one pool of the web process, onto the console's own tables. */
export function database(): Pool {
  return inProcess('database', () =>
    createPool({
      url: settings().DATABASE_URL,
      schema: 'console',
      applicationName: 'nibble web',
      max: 8,
      logger: log(),
    }),
  );
}
