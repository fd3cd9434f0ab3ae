import type { PackedRecord } from '#server/event-flow/index.ts';
import { visitTexts } from './visit-texts.ts';
import { wordsOfText } from './words-of-text.ts';

/** All different words of a record that are indexed. */
export function wordsOfRecord(record: PackedRecord): Set<string> {
  const words = new Set<string>();
  visitTexts(record, (text) => {
    for (const { word } of wordsOfText(text)) words.add(word);
  });
  return words;
}
