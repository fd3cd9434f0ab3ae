import type { Collection, StoreState } from '#server/event-flow/index.ts';
import type { Settings } from '#server/platform/config/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { fillWords, keepWordRetention, openWordIndex, type WordIndex } from '#server/search/index.ts';
import { diskShares } from './disk-shares.ts';
import { type Repeated, repeat } from './repeat.ts';

type Keeping = { settings: Settings; state: StoreState; collection: Collection; logger: Logger };

/** While more records wait to be written, words wait for them. */
const mostWaiting = 2_000;

/** The index of words, behind the records: a second for company, and not at all while the collector is behind. */
export function keepWords({ settings, state, collection, logger }: Keeping): Repeated[] {
  const { pool, clock } = state;
  let index: WordIndex | null | undefined;
  return [
    repeat({
      what: 'Indexing words',
      everyMs: 1_000,
      logger,
      task: async () => {
        if (index === undefined) index = await openWordIndex(pool, settings.NIBBLE_WORD_INDEX);
        if (index === null || collection.health().waiting > mostWaiting) return false;
        return (await fillWords(index)).remaining;
      },
    }),
    repeat({
      what: 'Keeping retention of words',
      everyMs: 10 * 60_000,
      logger,
      task: async () => {
        const { words: bytes } = diskShares(settings);
        await keepWordRetention(pool, { days: settings.NIBBLE_RETENTION_DAYS, bytes, now: clock.now(), logger });
        return false;
      },
    }),
  ];
}
