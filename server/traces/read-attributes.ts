import { type Encoding, field, listField, textField } from './read-fields.ts';
import { type Attributes, type AttributeValue, BadSpan } from './span.ts';

const deepest = 8;
const longestText = 8_192;

/** Attributes of a span, event, link or resource: the first `most`, and how many more there were. */
export function readAttributes(
  raw: unknown[],
  encoding: Encoding,
  most: number,
): { values: Attributes; dropped: number } {
  const values = readEntries(raw.slice(0, most), encoding, 0);
  return { values, dropped: Math.max(0, raw.length - most) };
}

function readEntries(raw: unknown[], encoding: Encoding, depth: number): Attributes {
  return Object.fromEntries(
    raw.map((entry) => {
      if (typeof entry !== 'object' || entry === null) throw new BadSpan('an attribute must be an object');
      return [textField(entry, 'key'), readValue(field(entry, 'value'), encoding, depth)] as const;
    }),
  );
}

function readValue(raw: unknown, encoding: Encoding, depth: number): AttributeValue {
  if (raw === undefined) return null;
  if (typeof raw !== 'object' || raw === null) throw new BadSpan('an attribute value must be an object');
  if (depth > deepest) return '…';
  const text = field(raw, 'stringValue');
  if (typeof text === 'string') return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  const truth = field(raw, 'boolValue');
  if (typeof truth === 'boolean') return truth;
  return readNumber(raw, encoding) ?? readBytes(raw, encoding) ?? readNested(raw, encoding, depth);
}

function readNumber(raw: object, encoding: Encoding): string | number | undefined {
  const whole = field(raw, 'intValue');
  if (whole !== undefined) {
    const value = encoding.int64(whole);
    if (value === undefined) throw new BadSpan('intValue must be an integer');
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  const real = field(raw, 'doubleValue');
  if (real === undefined) return undefined;
  const value = encoding.double(real);
  if (value === undefined) throw new BadSpan('doubleValue must be a number');
  // Not -0 either, so that what is stored as JSON reads back as it was.
  return Number.isFinite(value) ? value + 0 : String(value);
}

function readBytes(raw: object, encoding: Encoding): AttributeValue | undefined {
  const bytes = field(raw, 'bytesValue');
  if (bytes === undefined) return undefined;
  const base64 = encoding.base64(bytes);
  if (base64 === undefined) throw new BadSpan('bytesValue must be base64');
  return { base64: base64.length > longestText ? `${base64.slice(0, longestText)}…` : base64 };
}

function readNested(raw: object, encoding: Encoding, depth: number): AttributeValue {
  const array = field(raw, 'arrayValue');
  if (typeof array === 'object' && array !== null) {
    return listField(array, 'values').map((value) => readValue(value ?? undefined, encoding, depth + 1));
  }
  const entries = field(raw, 'kvlistValue');
  if (typeof entries === 'object' && entries !== null) {
    return { entries: readEntries(listField(entries, 'values'), encoding, depth + 1) };
  }
  // An empty value, or one of a kind that came after us.
  return null;
}
