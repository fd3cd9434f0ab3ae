import type { PackedRecord } from '#server/event-flow/index.ts';
import { type Trail, visitTexts } from './visit-texts.ts';
import { wordsOfText } from './words-of-text.ts';

/** A word that is asked for; of short ones nothing but the word itself is meant. */
export type AskedWord = { word: string; isBeginning: boolean };

/** Why a record answers: the field with most of the words, and its text around them; `marks` are [start, end) in it. */
export type WordMatch = { path: string; excerpt: string; marks: [number, number][] };

const shortestBeginning = 3;
const mostAsked = 32;
const around = 60;
const longestExcerpt = 160;

/** The words of what was typed, each once. */
export function askedWords(asked: string): AskedWord[] {
  const words = new Set(wordsOfText(asked).map(({ word }) => word));
  return [...words].slice(0, mostAsked).map((word) => ({ word, isBeginning: word.length >= shortestBeginning }));
}

type Found = { text: string; path: string; marks: [number, number][]; words: number };

/** Looks for all the words in one record; null when one is missing. */
export function matchRecord(record: PackedRecord, asked: readonly AskedWord[]): WordMatch | null {
  const missing = new Set(asked);
  let best: Found | null = null;
  visitTexts(record, (text, trail) => {
    const found = matchText(text, asked);
    if (found.met.size === 0) return;
    for (const word of found.met) missing.delete(word);
    if (best === null || found.met.size > best.words) {
      best = { text, path: pathOf(trail), marks: found.marks, words: found.met.size };
    }
  });
  return missing.size > 0 || best === null ? null : excerptOf(best);
}

function matchText(text: string, asked: readonly AskedWord[]): { met: Set<AskedWord>; marks: [number, number][] } {
  const met = new Set<AskedWord>();
  const marks: [number, number][] = [];
  for (const { word, start, end } of wordsOfText(text)) {
    const answered = asked.filter((one) => (one.isBeginning ? word.startsWith(one.word) : word === one.word));
    if (answered.length === 0) continue;
    for (const one of answered) met.add(one);
    marks.push([start, end]);
  }
  return { met, marks };
}

/** `data.items[0].name` */
function pathOf(trail: Trail): string {
  const parts = trail.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`));
  return parts.join('') || 'value';
}

function excerptOf({ text, path, marks }: Found): WordMatch {
  const first = marks[0]?.[0] ?? 0;
  const from = text.length <= longestExcerpt ? 0 : Math.max(0, first - around);
  const cut = text.slice(from, from + longestExcerpt).toWellFormed();
  const [before, after] = [from > 0 ? '…' : '', from + longestExcerpt < text.length ? '…' : ''];
  const shift = before.length - from;
  return {
    path,
    excerpt: `${before}${cut}${after}`,
    marks: marks
      .filter(([, end]) => end <= from + longestExcerpt)
      .map(([start, end]): [number, number] => [start + shift, end + shift]),
  };
}
