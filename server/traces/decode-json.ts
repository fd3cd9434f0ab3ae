import { collectSpans } from './collect-spans.ts';
import { type Encoding, field, listField } from './read-fields.ts';
import { readResource, readScope } from './read-origin.ts';
import { readSpan } from './read-span.ts';
import { BadRequest, BadSpan, type DecodedSpans, TooLarge } from './span.ts';

/** Objects and lists in one body: more than 20 MiB of real spans hold, and a bound on what parsing can unfold to. */
const mostContainers = 1_500_000;
const openBrace = 0x7b;
const openBracket = 0x5b;

/** Reads the JSON form of an ExportTraceServiceRequest. Unknown fields are skipped. Throws `BadRequest`, `TooLarge`. */
export function decodeJson(body: Buffer): DecodedSpans {
  const collected = collectSpans();
  for (const resourceSpans of outerList(parse(body), 'resourceSpans')) {
    const origin = reading(() => readResource(field(resourceSpans, 'resource'), jsonEncoding));
    for (const scopeSpans of outerList(resourceSpans, 'scopeSpans')) {
      const scope = reading(() => readScope(field(scopeSpans, 'scope')));
      for (const span of reading(() => listField(scopeSpans, 'spans'))) {
        collected.add(() => readSpan(span, jsonEncoding, { ...origin, scope }));
      }
    }
  }
  return collected.result;
}

function parse(body: Buffer): object {
  if (countContainers(body) > mostContainers) throw new TooLarge('The JSON body holds too many objects.');
  const parsed = reading((): unknown => JSON.parse(body.toString('utf8')));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new BadRequest('The body must be a JSON object with "resourceSpans".');
  }
  return parsed;
}

function countContainers(body: Buffer): number {
  let containers = 0;
  // By index: iterating over twenty million bytes takes ten times as long.
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === openBrace || body[at] === openBracket) containers += 1;
  }
  return containers;
}

function outerList(raw: object, name: string): object[] {
  return reading(() =>
    listField(raw, name).map((entry) => {
      if (typeof entry !== 'object' || entry === null) throw new BadSpan(`${name} must hold objects`);
      return entry;
    }),
  );
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw new BadRequest(`The body is no JSON of an ExportTraceServiceRequest${why}.`, { cause });
  }
}

/** OTLP/JSON: ids are hex and not the base64 of protobuf's usual JSON, enums are numbers, 64-bit integers may be text. */
const jsonEncoding: Encoding = {
  id: (value) => (typeof value === 'string' ? value.toLowerCase() : undefined),
  idRule: (digits) => `must be ${digits} hexadecimal digits (OTLP/JSON writes ids in hex, not in base64)`,
  int64(value) {
    if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
    return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
  },
  enumeration: (value) => (typeof value === 'number' && Number.isInteger(value) ? value : undefined),
  double(value) {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    const number = Number(value);
    return Number.isNaN(number) && value !== 'NaN' ? undefined : number;
  },
  base64: (value) => (typeof value === 'string' ? Buffer.from(value, 'base64').toString('base64') : undefined),
};
