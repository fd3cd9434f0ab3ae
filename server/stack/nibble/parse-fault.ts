import { StackProblem } from '../plan/stack-problem.ts';

export type FaultWish = { ms?: number; forMs?: number; share?: number };

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, min: 60_000 };

/**
 * Reads `30s`, `500ms`, `20%`, `0.2` in any order. A share is of keys; a time is how long the fault lasts, but for `slow`
 * milliseconds are how long each event waits.
 */
export function parseFault(fault: string, words: readonly string[]): FaultWish {
  return Object.assign({}, ...words.map((word) => parseWord(fault, word)));
}

function parseWord(fault: string, word: string): FaultWish {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|min|%)?$/.exec(word) ?? [];
  if (amount === undefined) throw unreadable(word);
  const number = Number(amount);
  if (unit === undefined || unit === '%') return { share: readShare(word, unit ? number / 100 : number) };
  const ms = Math.round(number * (unitMs[unit] ?? 1));
  return fault === 'slow' && unit === 'ms' ? { ms } : { forMs: ms };
}

function readShare(word: string, share: number): number {
  if (share > 1) throw unreadable(word);
  return share;
}

function unreadable(word: string): StackProblem {
  return new StackProblem(
    `"${word}" is no time and no share.`,
    '30s (how long), 500ms (slowness), 20% or 0.2 (of keys)',
  );
}
