import 'server-only';
import { readCollectorHealth } from '#server/event-flow/index.ts';
import { createLiveHub, type LiveHub } from '#server/platform/live/index.ts';
import { database } from './database.ts';
import { inProcess } from './in-process.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';

/** The one hub of the web process: all open tabs share its database connection. */
export function liveHub(): LiveHub {
  return inProcess('live hub', () =>
    createLiveHub({
      url: settings().DATABASE_URL,
      logger: log(),
      readPulse: async () => {
        const health = await readCollectorHealth(database());
        return { collectorAt: health.at, behindMs: health.behindMs };
      },
    }),
  );
}
