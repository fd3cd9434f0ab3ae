import type pg from 'pg';
import type { Story } from '#schemas/api/story.ts';
import { type FlowOptions, readFlow } from '#server/event-flow/index.ts';
import { tellStory } from './tell-story.ts';

/** The story of a correlation id, from as many records as `options` say; null when nothing of it is known. */
export async function getStory(pool: pg.Pool, correlationId: string, options: FlowOptions = {}): Promise<Story | null> {
  const reading = await readFlow(pool, correlationId, options);
  return reading && tellStory(reading);
}
