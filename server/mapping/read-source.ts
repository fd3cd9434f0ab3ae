import { isUtf8 } from 'node:buffer';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { readPath, type Source } from './parse-source.ts';

export type SourceReading = {
  /** As they stand; of one header that stands there more than once the last. */
  values: (string | number)[];
  /** One header stands there with different values. */
  isDoubled: boolean;
  /** Bytes that are not UTF-8 had to be replaced. */
  isSpoilt: boolean;
};

type Given = { record: Pick<KafkaRecord, 'topic' | 'key' | 'headers'>; json: unknown };

const nothing: SourceReading = { values: [], isDoubled: false, isSpoilt: false };

/** What a source gives of a record: nothing, or what can be an id, a name or a time. Never throws. */
export function readSource(source: Source, { record, json }: Given): SourceReading {
  switch (source.kind) {
    case 'header':
      return readHeader(source.name, record.headers);
    case 'path':
      return { ...nothing, values: readPath(json, source.steps).filter(isText) };
    case 'key':
      return readBytes(record.key);
    case 'topic':
      return { ...nothing, values: [record.topic] };
    case 'text':
      return { ...nothing, values: [source.text] };
  }
}

function readHeader(name: string, headers: KafkaRecord['headers']): SourceReading {
  let last = nothing;
  for (const [given, value] of headers) {
    if (given.length !== name.length || given.toLowerCase() !== name) continue;
    const reading = readBytes(value);
    if (reading.values.length === 0) continue;
    const isOther = last.values.length > 0 && last.values[0] !== reading.values[0];
    last = { ...reading, isDoubled: last.isDoubled || isOther };
  }
  return last;
}

function readBytes(bytes: Buffer | null): SourceReading {
  if (bytes === null || bytes.length === 0) return nothing;
  const text = bytes.toString('utf8');
  return { values: [text], isDoubled: false, isSpoilt: text.includes('\ufffd') && !isUtf8(bytes) };
}

/** A whole number beyond 2^53 that comes as a number was rounded already: another id than the one that was written. */
function isText(value: unknown): value is string | number {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'number' && Number.isFinite(value) && (Number.isSafeInteger(value) || value % 1 !== 0);
}
