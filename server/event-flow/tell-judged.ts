import type pg from 'pg';
import { notifyFlows } from '#server/platform/live/index.ts';
import { readTexts } from './read-texts.ts';

/** Whoever shows one of these flows, or a list of flows, reads it again once the transaction commits. */
export async function tellJudged(client: pg.ClientBase, pool: pg.Pool, changed: readonly string[]): Promise<void> {
  if (changed.length === 0) return;
  const text = await readTexts(pool, changed);
  for (const about of ['rows', 'summaries'] as const) await notifyFlows(client, changed.map(text), about);
}
