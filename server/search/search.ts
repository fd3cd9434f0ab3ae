import type pg from 'pg';
import type { FoundRecord } from '#schemas/api/record.ts';
import type { SearchGroup, SearchLine } from '#schemas/api/search.ts';
import { type FoundByKind, findById, getCoverage, readFlowSummaries } from '#server/event-flow/index.ts';
import { askedKey } from '#server/platform/db/index.ts';
import { type FoundWords, findWords } from './find-words.ts';
import { readWordCoverage } from './word-coverage.ts';

const mostOfKind = 5;
const mostByWords = 8;

/**
 * What an id (whole, or six characters of it) or words lead to, each part as soon as it is known: by ids, by words, then
 * what was searched. A part that fails is a line of its own, in the words of `sayFailure`; where ids cannot be looked up it
 * throws.
 */
export async function* search(
  pool: pg.Pool,
  asked: string,
  sayFailure: (error: unknown) => string,
): AsyncGenerator<SearchLine> {
  const startedAt = performance.now();
  const words = settled('words', searchWords(pool, asked), sayFailure);
  const coverage = settled('coverage', readCoverage(pool), sayFailure);
  const shown = new Set<string>();
  for await (const line of byIds(pool, asked)) {
    for (const id of flowsIn(line)) shown.add(id);
    yield line;
  }
  for (const line of await words) yield* unlessShown(line, shown);
  yield* await coverage;
  yield { line: 'end', tookMs: Math.round(performance.now() - startedAt), asOf: new Date().toISOString() };
}

function flowsIn(line: SearchLine): string[] {
  return line.line === 'group' ? line.hits.flatMap(({ flow }) => flow?.correlationId ?? []) : [];
}

/** What an id has led to already is not shown again for its words. */
function unlessShown(line: SearchLine, shown: ReadonlySet<string>): SearchLine[] {
  if (line.line !== 'group') return [line];
  const hits = line.hits.filter(({ flow }) => !flow || !shown.has(flow.correlationId));
  return hits.length === 0 ? [] : [{ ...line, hits }];
}

async function* byIds(pool: pg.Pool, asked: string): AsyncGenerator<SearchLine> {
  const { kinds, records, isCut } = await findById(pool, asked, mostOfKind);
  for (const kind of kinds) yield groupOfKind(kind, asked);
  if (records.length > 0) yield await groupOfRecords(pool, records, asked);
  if (isCut) {
    yield {
      line: 'problem',
      what: 'ids',
      detail: 'This leads to very many records; only some of their flows are shown. More of the id leads to fewer.',
    };
  }
}

function groupOfKind({ kind, isWhole, flows, of }: FoundByKind, asked: string): SearchGroup {
  const hits = flows.map(({ flow, record }) => {
    const id = flow.match?.id ?? asked;
    return { flow, record, why: { id, path: null, text: null, marks: marksOf(id, asked) } };
  });
  return { line: 'group', by: isWhole ? 'id' : 'beginning', kind, hits, of };
}

async function groupOfRecords(pool: pg.Pool, records: readonly FoundRecord[], asked: string): Promise<SearchGroup> {
  const flows = await readFlowSummaries(
    pool,
    records.flatMap(({ correlationId }) => (correlationId === null ? [] : [askedKey(correlationId)])),
  );
  const hits = records.map((record) => {
    const flow = record.correlationId === null ? undefined : flows.get(askedKey(record.correlationId));
    const id = record.match?.id ?? asked;
    return { flow: flow ?? null, record, why: { id, path: null, text: null, marks: marksOf(id, asked) } };
  });
  return { line: 'group', by: 'record', kind: null, hits, of: records.length };
}

async function searchWords(pool: pg.Pool, asked: string): Promise<SearchLine[]> {
  const { hits, isCut }: FoundWords = await findWords(pool, asked, mostByWords);
  if (hits.length === 0) return isCut ? [nothingSoFar] : [];
  const flows = await readFlowSummaries(
    pool,
    hits.flatMap(({ record }) => record.correlation ?? []),
  );
  const shown = hits.map(({ record, match: { path, excerpt: text, marks } }) => ({
    flow: flows.get(record.correlation ?? '') ?? null,
    record: record.found,
    why: { id: null, path, text, marks },
  }));
  return [{ line: 'group', by: 'words', kind: null, hits: shown, of: isCut ? null : hits.length }];
}

const nothingSoFar: SearchLine = {
  line: 'problem',
  what: 'words',
  detail: 'All of these words are in very many records, but not together in any that was looked at.',
};

async function readCoverage(pool: pg.Pool): Promise<SearchLine[]> {
  const [records, words] = await Promise.all([getCoverage(pool), readWordCoverage(pool)]);
  return [{ line: 'coverage', records, words }];
}

/** What a part found, or why it found nothing; it never throws, so that nobody need wait for it at once. */
async function settled(
  what: string,
  part: Promise<SearchLine[]>,
  sayFailure: (error: unknown) => string,
): Promise<SearchLine[]> {
  try {
    return await part;
  } catch (error) {
    return [{ line: 'problem', what, detail: sayFailure(error) }];
  }
}

function marksOf(id: string, asked: string): [number, number][] {
  return id.toLowerCase().startsWith(asked.toLowerCase()) ? [[0, asked.length]] : [];
}
