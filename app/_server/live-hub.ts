import 'server-only';
import { createLiveHub, type LiveHub, type Pulse } from '#server/platform/live/index.ts';
import { inProcess } from './in-process.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';
import { systemState, systemTrouble } from './system-watch.ts';

/** The one hub of the web process: all open tabs share its database connection. */
export function liveHub(): LiveHub {
  return inProcess('live hub', () =>
    createLiveHub({
      url: settings().DATABASE_URL,
      logger: log(),
      readPulse,
    }),
  );
}

/** The heartbeat's age is right whatever the clocks say, its time is not: it is told by the clock that pages go by. */
async function readPulse(): Promise<Pulse> {
  const [{ health, seen }, trouble] = await Promise.all([systemState(), systemTrouble()]);
  const ageMs = health?.ageMs ?? null;
  const collectorAt = ageMs === null || seen === null ? null : new Date(seen.date().getTime() - ageMs).toISOString();
  return { collectorAt, behindMs: trouble ? null : (health?.behindMs ?? null), trouble };
}
