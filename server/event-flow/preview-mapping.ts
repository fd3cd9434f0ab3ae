import type pg from 'pg';
import type { TopicMapping } from '#schemas/api/mapping.ts';
import { type MappedField, mappedFields } from '#schemas/api/mapping-fields.ts';
import type { MappingPreview, MappingPreviewRow } from '#schemas/api/mapping-preview.ts';
import { type CompiledMapping, compileMappings } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { type ExplainedRecord, explainRecord } from './explain-record.ts';
import { listCandidates } from './list-candidates.ts';
import { readNewestRecords } from './read-newest-records.ts';
import { problemWords } from './record-problems.ts';

type Draft = { mappings: readonly TopicMapping[]; topic: string; limit: number };
type Read = { record: KafkaRecord; explained: ExplainedRecord };

/** What the newest indexed records of a topic would give by mappings that need not be saved; nothing is written. */
export async function previewMapping(pool: pg.Pool, { mappings, topic, limit }: Draft): Promise<MappingPreview> {
  const mapping = compileMappings(mappings).forTopic(topic);
  const records = await readNewestRecords(pool, topic, limit);
  return { topic, ...previewOf(records, mapping), asOf: new Date().toISOString() };
}

/** The same for records at hand. Pure. */
export function previewOf(
  records: readonly KafkaRecord[],
  mapping: CompiledMapping | null,
): Omit<MappingPreview, 'topic' | 'asOf'> {
  const read = records.map((record) => ({ record, explained: explainRecord(record, mapping) }));
  const flows = read.flatMap(({ explained }) => explained.fields.correlation?.text ?? []);
  return {
    mapping: mapping?.index ?? null,
    fields: mappedFields.map((field) => summaryOf(field, read)),
    businessKeys: keysOf(read),
    flows: new Set(flows).size,
    inNoFlow: read.length - flows.length,
    rows: read.map(rowOf),
    candidates: listCandidates(records),
  };
}

function summaryOf(field: MappedField, read: readonly Read[]): MappingPreview['fields'][number] {
  const found = read.flatMap(({ explained }) => explained.fields[field] ?? []);
  const bySource = Map.groupBy(found, ({ source, by }) => `${by} ${source}`);
  const sources = Array.from(bySource.values(), (values) => ({
    source: values[0]?.source ?? '',
    by: values[0]?.by ?? ('built_in' as const),
    records: values.length,
  }));
  return {
    field,
    found: found.length,
    sources: sources.sort((a, b) => b.records - a.records),
    example: found[0]?.text ?? null,
  };
}

function keysOf(read: readonly Read[]): MappingPreview['businessKeys'] {
  const kinds = new Map<string, { kind: string; found: number; example: string }>();
  for (const { explained } of read) {
    for (const kind of new Set(explained.businessKeys.map((key) => key.kind))) {
      const example = explained.businessKeys.find((key) => key.kind === kind)?.value ?? '';
      const before = kinds.get(kind) ?? { kind, found: 0, example };
      kinds.set(kind, { ...before, found: before.found + 1 });
    }
  }
  return [...kinds.values()];
}

function rowOf({ record, explained }: Read): MappingPreviewRow {
  return {
    partition: record.partition,
    offset: record.offset.toString(),
    fields: explained.fields,
    businessKeys: explained.businessKeys,
    problems: problemWords(explained.flags),
  };
}
