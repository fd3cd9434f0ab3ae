import type { Settings } from '#server/platform/config/index.ts';

// Spans are a decoration of what the records say, words only a way to them.
const spans = 0.2;
const words = 0.1;

/** How many of the bytes that may be kept are for what. */
export function diskShares({
  NIBBLE_RETENTION_BYTES: all,
  NIBBLE_WORD_INDEX: hasWords,
}: Pick<Settings, 'NIBBLE_RETENTION_BYTES' | 'NIBBLE_WORD_INDEX'>): { flows: number; spans: number; words: number } {
  const shareOfWords = hasWords ? words : 0;
  return { flows: all * (1 - spans - shareOfWords), spans: all * spans, words: all * shareOfWords };
}
