import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { NibbleError } from '#schemas/errors.ts';
import { auditTables } from '#server/audit/index.ts';
import { groupTables } from '#server/consumer-groups/index.ts';
import { flowTables, openFlowStore, type StoreState } from '#server/event-flow/index.ts';
import { compileMappings } from '#server/mapping/index.ts';
import { pinTables } from '#server/pins/index.ts';
import { readConfigFile, type Settings } from '#server/platform/config/index.ts';
import { migrate } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { loadProcesses } from '#server/processes/index.ts';
import { wordTables } from '#server/search/index.ts';
import { spanTables } from '#server/traces/index.ts';
import { diskShares } from './disk-shares.ts';

export const consoleSchema = 'console';

const longestPauseMs = 5_000;

/**
 * Migrates the tables of all rooms and opens the store, trying until the database is there or the signal aborts (then
 * null). Throws only what waiting cannot mend: a migration that was changed or that fails, a configuration that is wrong.
 */
export async function openStore(
  settings: Settings,
  pool: pg.Pool,
  { logger, signal, onTrouble }: { logger: Logger; signal: AbortSignal; onTrouble(error: unknown): void },
): Promise<StoreState | null> {
  const config = settings.NIBBLE_CONFIG ? readConfigFile(settings.NIBBLE_CONFIG) : { mappings: [], processes: [] };
  const processes = await loadProcesses(config.processes);
  for (let pauseMs = 200; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const where = { url: settings.DATABASE_URL, schema: consoleSchema, logger };
      for (const files of [flowTables, spanTables, pinTables, wordTables, auditTables, groupTables])
        await migrate({ ...where, files });
      const retention = {
        days: settings.NIBBLE_RETENTION_DAYS,
        bytes: diskShares(settings).flows,
      };
      return await openFlowStore({
        pool,
        cluster: settings.NIBBLE_CLUSTER,
        retention,
        processes,
        mappings: compileMappings(config.mappings),
        logger,
      });
    } catch (err) {
      if (err instanceof NibbleError) throw err;
      onTrouble(err);
      logger.warn({ err, pauseMs }, 'The database is not ready; trying again');
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}
