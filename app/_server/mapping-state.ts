import 'server-only';
import type { MappingState } from '#schemas/api/mapping-preview.ts';
import { getCoverage, listMappingUse } from '#server/event-flow/index.ts';
import { readMappingFile } from '#server/mapping/index.ts';
import { database } from './database.ts';
import { settings } from './settings.ts';

/** The mapping as its file says it, what the collectors read by, and the topics that it could be tried on. */
export async function mappingState(): Promise<MappingState> {
  const pool = database();
  const [collectors, { topics }] = await Promise.all([listMappingUse(pool), getCoverage(pool)]);
  return {
    ...readMappingFile(settings().NIBBLE_CONFIG),
    collectors,
    topics: topics.filter(({ to }) => to !== null).map(({ topic }) => topic),
    asOf: new Date().toISOString(),
  };
}
