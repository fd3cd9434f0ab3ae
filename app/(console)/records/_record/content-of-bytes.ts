import type { BytesView } from '#schemas/api/record.ts';
import { hexLines } from './hex-lines.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';

export type ContentView = 'json' | 'text' | 'bytes';

/** A payload in lines ready to be drawn, as one of the `views` that make sense of it. `raw` is what copying gives. */
export type Content = { view: ContentView; views: readonly ContentView[]; lines: JsonLine[]; raw: string };

// Laying out takes the time of a blink up to here; what is longer is shown from its beginning.
const mostLaidOut = 2 * 1024 * 1024;
// Text of no human: with these in it, a dump of the bytes says more. Tabs, ends of lines and escapes are text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const binary = /[\0-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]/;

/** What a payload is, judged by its bytes alone. Nothing in it is ever interpreted as markup or run. */
export function contentOfBytes(value: NonNullable<BytesView>, wanted: ContentView | null = null): Content {
  if (value.encoding === 'base64') return bytesContent(fromBase64(value.text), ['bytes'], value.text);
  const json = value.text.length <= mostLaidOut ? jsonLines(value.text) : null;
  const usual: ContentView = binary.test(value.text) ? 'bytes' : 'text';
  const views: ContentView[] = json ? ['json', 'text', 'bytes'] : [usual, usual === 'bytes' ? 'text' : 'bytes'];
  const view = wanted !== null && views.includes(wanted) ? wanted : views[0];
  if (view === 'bytes') return bytesContent(new TextEncoder().encode(value.text), views, value.text);
  if (view === 'json' && json) return { view, views, lines: json, raw: value.text };
  const lines = value.text.slice(0, mostLaidOut).split('\n').map(plainLine);
  return { view: 'text', views, lines, raw: value.text };
}

function bytesContent(bytes: Uint8Array, views: readonly ContentView[], raw: string): Content {
  return { view: 'bytes', views, lines: hexLines(bytes.subarray(0, mostLaidOut)).map(plainLine), raw };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function plainLine(text: string): JsonLine {
  return { indent: 0, tokens: [{ kind: 'mark', text }], path: null, end: null };
}
