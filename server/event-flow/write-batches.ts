import type pg from 'pg';
import { allowSilence, copyBinary, inTransaction } from '#server/platform/db/index.ts';
import type { RecordBatch } from '#server/platform/kafka/index.ts';
import { notifyFlows } from '#server/platform/live/index.ts';
import { type Acceptance, acceptBatches, type PreparedBatch, type Refusal } from './accept-batches.ts';
import { deadLetterGroup } from './dead-letter-group.ts';
import { wordKinds } from './dictionary.ts';
import { blockColumns, type EncodedRows, encodeRows, eventColumns, refColumns, textColumns } from './encode-rows.ts';
import { ensurePartitions } from './ensure-partitions.ts';
import type { StoreState } from './flow-store.ts';
import type { FoldRow } from './fold.ts';
import { insertGaps } from './gap-rows.ts';
import { type Advance, advanceOffsets, lockOffsets, type PartitionNumber } from './offset-rows.ts';
import { outwaitFrozen } from './outwait-frozen.ts';
import { type ParsedRecord, parseRecord } from './parse-record.ts';
import { type PlannedBlock, planBlocks } from './plan-blocks.ts';
import { hasProblem } from './record-problems.ts';
import { pastMsOf } from './record-time.ts';
import { keyText } from './stored-id.ts';
import { typedWord } from './typed-word.ts';

export type WriteOptions = {
  /** The name under which this process claimed the partitions. */
  owner: string;
  batches: readonly RecordBatch[];
  /** How long the database may be silent in the middle of it (ms); by default what the pool allows. */
  silentMs?: number;
};

export type WriteResult = {
  written: number;
  /** Records that were in the store already. */
  dropped: number;
  refused: Refusal[];
  /** What is committed now, for the mirror in Kafka. */
  nextOffsets: { topic: string; partition: number; offset: bigint }[];
};

type Part = PartitionNumber & {
  name: string;
  batches: PreparedBatch<ParsedRecord>[];
  /** All records of the batches; it holds when none of them is dropped. */
  blocks: PlannedBlock[];
};
type AcceptedPart = Part & { accepted: Acceptance<ParsedRecord> };

/**
 * Writes the records of fetched batches exactly once, in one transaction with the offsets. Batches of a partition that
 * is not ours or that would leave a hole are refused, the others are written. Throws when the database fails: then
 * nothing was written, or it was and the next try drops it as repeated.
 */
export async function writeBatches(
  state: StoreState,
  { owner, batches, silentMs }: WriteOptions,
): Promise<WriteResult> {
  const parts = await prepare(state, batches);
  const numbers = await state.blockNumbers.take(parts.reduce((sum, { blocks }) => sum + blocks.length, 0));
  try {
    return await writeParts(state, { owner, silentMs }, parts, numbers);
  } catch (error) {
    if (!isMissingPartition(error)) throw error;
    await ensurePartitions(state);
    return await writeParts(state, { owner, silentMs }, parts, numbers);
  }
}

async function writeParts(
  state: StoreState,
  { owner, silentMs }: Pick<WriteOptions, 'owner'> & { silentMs: number | undefined },
  parts: Part[],
  numbers: number[],
): Promise<WriteResult> {
  const { accepted, rows } = await inTransaction(state.pool, async (client) => {
    if (silentMs !== undefined) allowSilence(client, silentMs);
    const accepted = await acceptParts(client, state, owner, parts);
    const rows = encodeRows(state, accepted.flatMap(blocksOf), numbers);
    await copyAll(client, rows);
    await advanceOffsets(
      client,
      state.cluster,
      accepted.filter(({ accepted: { from, to } }) => to > from).map(advanceOf),
    );
    await insertGaps(client, state.cluster, accepted.flatMap(unreadableOf));
    await notifyFlows(client, correlationIds(accepted));
    return { accepted, rows };
  });
  state.writtenRefs.addAll(rows.writtenRefs);
  for (const key of rows.writtenTexts) state.writtenTexts.add(key);
  for (const part of accepted) remember(state, part);
  return resultOf(accepted);
}

async function prepare(state: StoreState, batches: readonly RecordBatch[]): Promise<Part[]> {
  const options = { nowMs: state.clock.now().getTime(), pastMs: pastMsOf(state.retention.days) };
  const prepared = batches.map((batch) => {
    const mapping = state.mappings.forTopic(batch.topic);
    return { batch, records: batch.records.map((record) => parseRecord(record, options, mapping)) };
  });
  await learnWords(state, prepared);
  const parts = Map.groupBy(prepared, ({ batch }) => `${batch.topic}/${batch.partition}`);
  return Array.from(parts.values(), (group) => partOf(state, group)).sort(byNumber);
}

function partOf(state: StoreState, batches: PreparedBatch<ParsedRecord>[]): Part {
  const first = batches[0]?.batch;
  const topic = first && state.dictionary.number(wordKinds.topic, first.topic);
  if (!first || topic === null || topic === undefined) throw new Error('a topic has no number');
  const sorted = batches.toSorted((a, b) => (a.batch.fetchedOffset < b.batch.fetchedOffset ? -1 : 1));
  const blocks = planBlocks(sorted.flatMap(({ records }) => records));
  return { topic, partition: first.partition, name: first.topic, batches: sorted, blocks };
}

async function learnWords({ dictionary }: StoreState, prepared: PreparedBatch<ParsedRecord>[]): Promise<void> {
  const topics = new Set<string>();
  const types = new Set<string>();
  const typed = new Set<string>();
  const services = new Set<string>();
  const refKinds = new Set<string>();
  for (const { batch, records } of prepared) {
    topics.add(batch.topic);
    for (const { type, version, service, refs } of records) {
      if (type !== null) addType({ types, typed }, type, version);
      if (service !== null) services.add(service);
      for (const { kind } of refs) refKinds.add(kind);
    }
  }
  await dictionary.learn(wordKinds.topic, topics);
  await dictionary.learn(wordKinds.type, types);
  await dictionary.learn(wordKinds.typed, typed);
  await dictionary.learn(wordKinds.service, services);
  await dictionary.learn(wordKinds.refKind, refKinds);
}

type TypeWords = { types: Set<string>; typed: Set<string> };

function addType({ types, typed }: TypeWords, type: string, version: number | null): void {
  types.add(type);
  if (version !== null) typed.add(typedWord(type, version));
}

async function acceptParts(
  client: pg.ClientBase,
  state: StoreState,
  owner: string,
  parts: Part[],
): Promise<AcceptedPart[]> {
  const locked = await outwaitFrozen(state.pool, client, () => lockOffsets(client, state.cluster, parts));
  return parts.map((part) => {
    const row = locked.get(`${part.topic}/${part.partition}`);
    return { ...part, accepted: acceptBatches(row, owner, part.batches, ({ record }) => record.offset) };
  });
}

async function copyAll(client: pg.ClientBase, rows: EncodedRows): Promise<void> {
  await copyBinary(client, 'event', eventColumns, rows.events);
  await copyBinary(client, 'block', blockColumns, rows.blocks);
  await copyBinary(client, 'ref', refColumns, rows.refs);
  await copyBinary(client, 'id_text', textColumns, rows.texts);
}

function advanceOf({ topic, partition, batches, accepted }: AcceptedPart): Advance {
  const times = accepted.records.map(({ tsMs }) => tsMs);
  const ends = batches.map(({ batch }) => batch.highWatermark);
  return {
    topic,
    partition,
    to: accepted.to,
    logEnd: ends.reduce((a, b) => (a > b ? a : b), accepted.to),
    firstTsMs: times.length === 0 ? null : Math.min(...times),
    lastTsMs: times.length === 0 ? null : Math.max(...times),
  };
}

/** What could not be decoded at all stays unknown: it is told as a gap, but does not stop the partition. */
function unreadableOf({ topic, partition, batches, accepted: { from, to } }: AcceptedPart) {
  const ranges = batches.flatMap(({ batch }) => batch.unreadable);
  return ranges
    .filter((range) => range.from >= from && range.to < to)
    .map((range) => ({ topic, partition, from: range.from, to: range.to + 1n, reason: range.reason }));
}

function correlationIds(parts: AcceptedPart[]): Set<string> {
  return new Set(parts.flatMap(({ accepted }) => accepted.records.flatMap((record) => nameOf(record) ?? [])));
}

function remember(state: StoreState, { topic, name, partition, accepted }: AcceptedPart): void {
  const deadTopic = deadLetterGroup(name) === null ? null : topic;
  const rows = accepted.records.map((parsed) => foldRow(state, parsed, deadTopic)).filter((row) => row !== null);
  for (const parsed of accepted.records) countType(state, parsed);
  // The fold's cursor of a new partition stands at 0.
  state.pending.add(topic, partition, accepted.begins ? 0n : accepted.from, accepted.to, rows);
}

function countType({ dictionary, typeCounts }: StoreState, { type, service, eventMs }: ParsedRecord): void {
  const number = type === null ? null : dictionary.number(wordKinds.type, type);
  if (number === null) return;
  typeCounts.add(number, (service === null ? null : dictionary.number(wordKinds.service, service)) ?? -1, eventMs);
}

function foldRow(
  { dictionary, standings }: StoreState,
  parsed: ParsedRecord,
  deadTopic: number | null,
): FoldRow | null {
  if (!parsed.correlation) return null;
  const { type, version } = parsed;
  const typeNumber = (type === null ? null : dictionary.number(wordKinds.type, type)) ?? -1;
  const isTyped = type !== null && version !== null;
  return {
    correlation: parsed.correlation.key,
    name: nameOf(parsed),
    eventMs: parsed.eventMs,
    tsMs: parsed.tsMs,
    type: typeNumber,
    facet: (isTyped ? dictionary.number(wordKinds.typed, typedWord(type, version)) : null) ?? typeNumber,
    service: (parsed.service === null ? null : dictionary.number(wordKinds.service, parsed.service)) ?? -1,
    problem: hasProblem(parsed.flags),
    standing: (type === null ? undefined : standings.get(type)) ?? null,
    deadTopic,
  };
}

function nameOf({ correlation }: ParsedRecord): string | null {
  return correlation && keyText(correlation.key, correlation.text);
}

function resultOf(parts: AcceptedPart[]): WriteResult {
  return {
    written: parts.reduce((sum, { accepted }) => sum + accepted.records.length, 0),
    dropped: parts.reduce((sum, { accepted }) => sum + accepted.dropped, 0),
    refused: parts.flatMap(({ accepted }) => accepted.refusal ?? []),
    nextOffsets: parts
      .filter(({ accepted }) => accepted.refusal?.reason !== 'not_owned')
      .map(({ name, partition, accepted }) => ({ topic: name, partition, offset: accepted.to })),
  };
}

function blocksOf({ blocks, batches, accepted: { records } }: AcceptedPart): PlannedBlock[] {
  const given = batches.reduce((sum, batch) => sum + batch.records.length, 0);
  return records.length === given ? blocks : planBlocks(records);
}

function byNumber(a: PartitionNumber, b: PartitionNumber): number {
  return a.topic - b.topic || a.partition - b.partition;
}

function isMissingPartition(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23514' && /no partition/.test(error.message);
}
