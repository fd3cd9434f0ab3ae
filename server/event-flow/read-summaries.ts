import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { wordKinds } from './dictionary.ts';
import { statusOfNumber } from './flow-status.ts';
import { mainRef, readRefs } from './read-refs.ts';
import { readTexts } from './read-texts.ts';
import { readWaits } from './read-waits.ts';
import { keyOf } from './stored-id.ts';
import type { SummaryRow } from './summary-row.ts';
import { readTypedWord } from './typed-word.ts';

/** Lines of `flow` as lists show them, with names, business keys and why they match. */
export async function readSummaries(
  pool: pg.Pool,
  rows: readonly SummaryRow[],
  matchOf: (correlation: string) => FlowSummary['match'],
): Promise<FlowSummary[]> {
  const keys = rows.map(({ correlation }) => keyOf(correlation));
  const [words, refs] = await Promise.all([readWords(pool, rows), readRefs(pool, keys)]);
  const mains = new Map(keys.map((key) => [key, mainRef(refs.get(key))]));
  const waits = await readWaits(pool, rows, (row, type) =>
    row.facets.some((facet) => typeOf(words.get(facet)) === type),
  );
  const text = await readTexts(pool, [...keys, ...Array.from(mains.values(), (ref) => ref?.value ?? null)]);
  return rows.map((row) => {
    const key = keyOf(row.correlation);
    const main = mains.get(key) ?? null;
    return {
      correlationId: text(key),
      business: main && { kind: main.kind, id: text(main.value) },
      status: statusOfNumber(row.status),
      waits: waits.get(row.correlation) ?? null,
      startedAt: row.started_at.toISOString(),
      lastEventAt: row.last_at.toISOString(),
      lastEventType: words.get(row.last_type)?.text ?? null,
      events: row.events,
      services: servicesOf(row, words),
      problems: row.problems,
      match: matchOf(key),
    };
  });
}

type Word = { kind: number; text: string };
type Words = ReadonlyMap<number, Word>;

async function readWords(pool: pg.Pool, rows: readonly SummaryRow[]): Promise<Words> {
  const ids = [...new Set(rows.flatMap(({ facets, last_type }) => [...facets, last_type]))];
  if (ids.length === 0) return new Map();
  const { rows: words } = await pool.query<{ id: number; kind: number; text: string }>(
    'select id, kind, text from word where id = any($1::int[])',
    [ids],
  );
  return new Map(words.map(({ id, kind, text }) => [id, { kind, text }]));
}

function typeOf(word: Word | undefined): string | null {
  if (word?.kind === wordKinds.typed) return readTypedWord(word.text).type;
  return word?.kind === wordKinds.type ? word.text : null;
}

function servicesOf({ facets }: SummaryRow, words: Words): string[] {
  const known = facets.map((facet) => words.get(facet)).filter((word) => word !== undefined);
  return known
    .filter(({ kind }) => kind === wordKinds.service)
    .map(({ text }) => text)
    .sort();
}
