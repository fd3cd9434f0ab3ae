import { parseAsString, parseAsStringLiteral } from 'nuqs/server';

export const historyRanges = ['1h', '6h', '24h', '7d'] as const;
export type HistoryRange = (typeof historyRanges)[number];

/** What of the page is worth pasting in a link. `sel` is `topic/partition`; `topic` narrows the history. */
export const groupParams = {
  sel: parseAsString,
  range: parseAsStringLiteral(historyRanges).withDefault('1h'),
  topic: parseAsString,
};
