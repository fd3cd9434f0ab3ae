import { randomInt } from 'node:crypto';
import { search } from '#server/search/index.ts';
import { type Spread, spread } from '../figures/spread.ts';
import { sampleIds } from '../flow-lookup/sample-ids.ts';
import type { BenchStack } from '../with-bench-stack.ts';
import { flowsPerNote, rareWord } from './say-words.ts';

/** Milliseconds to the first group, and to the end of the answer. */
export type SearchTimes = Record<string, { first: Spread; end: Spread }>;

type Asked = { what: string; texts: string[]; finds: boolean };

const commonWords = ['pizza', 'porcini', 'smoked', 'chickpeas', 'declined', 'kitchen', 'crispy', 'trattoria'];
const togetherWords = ['spicy ramen', 'smoked pizza basil', 'run out', 'crispy burger onions', 'closes minutes'];
const apartWords = ['pizza declined', 'ramen kitchen', 'crispy closes', 'declined kitchen'];

/** One search at a time, at the door. Throws when something that is there is not found, or something that is not is. */
export async function timeSearches(bench: BenchStack, flows: number, each: number): Promise<SearchTimes> {
  const times: SearchTimes = {};
  for (const { what, texts, finds } of await questions(bench, flows, each)) {
    const measured: { first: number; end: number }[] = [];
    for (const text of texts) measured.push(await timeOne(bench, text, finds));
    times[what] = { first: spread(measured.map(({ first }) => first)), end: spread(measured.map(({ end }) => end)) };
  }
  return times;
}

async function questions(bench: BenchStack, flows: number, each: number): Promise<Asked[]> {
  const ids = await sampleIds(bench, each);
  const bookings = Array.from({ length: each }, () => bookingOf(1 + randomInt(flows)));
  const cut = (texts: string[], length: number) => texts.map((text) => text.slice(0, length));
  const cycle = (texts: string[]) => Array.from({ length: each }, (_, i) => texts[i % texts.length] ?? '');
  const notes = Math.max(1, Math.floor(flows / flowsPerNote));
  const rare = Array.from({ length: each }, () => rareWord(flowsPerNote * (1 + randomInt(notes))));
  return [
    { what: 'order id, whole', texts: ids.order, finds: true },
    { what: 'order id, 13 characters', texts: cut(ids.order, 13), finds: true },
    { what: 'order id, 6 characters', texts: cut(ids.order, 6), finds: true },
    { what: 'customer id, 8 characters', texts: cut(ids.customer, 8), finds: true },
    { what: 'event id, 20 characters', texts: cut(ids.event, 20), finds: true },
    { what: 'text id, 9 of 10 characters', texts: cut(bookings, 9), finds: true },
    { what: 'id that nobody has, 12 characters', texts: cut(ids.missing, 12), finds: false },
    { what: 'word of one flow', texts: rare, finds: true },
    { what: 'word of one flow, its beginning', texts: rare.map((word) => word.slice(0, -1)), finds: true },
    { what: 'word of very many', texts: cycle(commonWords), finds: true },
    { what: 'words in one record', texts: cycle(togetherWords), finds: true },
    { what: 'words never in one record', texts: cycle(apartWords), finds: false },
    { what: 'word that nobody says', texts: cycle(['nobodysaysthis', 'xylophonist']), finds: false },
  ];
}

function bookingOf(nth: number): string {
  return `BK${nth.toString(36).toUpperCase().padStart(8, '0')}`;
}

async function timeOne({ pool }: BenchStack, text: string, finds: boolean): Promise<{ first: number; end: number }> {
  const startedAt = performance.now();
  let first: number | null = null;
  for await (const line of search(pool, text, String)) {
    if (line.line === 'problem' && line.what !== 'ids' && finds) throw new Error(`“${text}”: ${line.detail}`);
    if (line.line === 'group') first ??= performance.now() - startedAt;
  }
  const end = performance.now() - startedAt;
  if ((first !== null) !== finds) throw new Error(`“${text}” was answered wrongly`);
  return { first: first ?? end, end };
}
