import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';

/** What went wrong for one group or partition, as a user is told it. Source: the Kafka protocol guide, error codes. */
const words: Record<number, string> = {
  3: 'The partition is not there',
  5: 'The partition has no leader now',
  6: 'The partition has just moved to another broker',
  14: 'The broker is still loading its groups',
  15: 'The broker that keeps the group is not available',
  16: 'The group has just moved to another broker',
  29: 'The console may not read this topic',
  30: 'The console may not read this group',
  31: 'The console may not ask this',
  35: 'The broker is too old to be asked this',
  69: 'The group is no longer there',
  74: 'The partition has just moved to another broker',
  76: 'The partition has just moved to another broker',
  78: 'The new leader of the partition does not know its end yet',
};

/** Null for no error; `said` is the broker's own sentence where it sends one. */
export function errorWords(code: number, said: string | null = null): string | null {
  if (code === 0) return null;
  return words[code] ?? `The broker answered error ${code}: ${said ?? createErrorFromCode(code).message}`;
}
