import type { KafkaRecordView } from '#schemas/api/record.ts';
import { hexLines } from './hex-lines.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';

type Bytes = KafkaRecordView['value'];

/** A payload in lines ready to be drawn. `raw` is what copying gives. */
export type Content = { kind: 'json' | 'text' | 'binary' | 'none'; lines: JsonLine[]; raw: string; bytes: number };

/** What a payload is, judged by its bytes alone. Nothing in it is ever interpreted as markup or run. */
export function contentOfBytes(value: Bytes): Content {
  if (value === null) return { kind: 'none', lines: [], raw: '', bytes: 0 };
  if (value.encoding === 'base64') {
    const lines = hexLines(Uint8Array.from(atob(value.text), (letter) => letter.charCodeAt(0)));
    return { kind: 'binary', lines: lines.map(plainLine), raw: value.text, bytes: value.bytes };
  }
  const json = jsonLines(value.text);
  if (json) return { kind: 'json', lines: json, raw: value.text, bytes: value.bytes };
  return { kind: 'text', lines: value.text.split('\n').map(plainLine), raw: value.text, bytes: value.bytes };
}

function plainLine(text: string): JsonLine {
  return { indent: 0, tokens: [{ kind: 'mark', text }] };
}
