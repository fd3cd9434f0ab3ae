/** The fields of an event's envelope that a mapping can give, in the order in which pages show them. */
export const mappedFields = ['correlation', 'eventId', 'type', 'version', 'time', 'service', 'causation'] as const;
export type MappedField = (typeof mappedFields)[number];

/** A kind of business key, as `customer` or `menu_item`. */
const kindPattern = /^[a-z][a-z0-9_]{0,39}$/;
/** What the index itself calls the key of a record and the id of a trace. */
const takenKinds: readonly string[] = ['key', 'trace'];

const longestSource = 300;
const header = /^header:\S(?:.*\S)?$/;
const constant = /^text:\S(?:.*\S)?$/;
const quoted = `'(?:[^'\\\\]|\\\\['\\\\])*'|"(?:[^"\\\\]|\\\\["\\\\])*"`;
/** Singular queries of RFC 9535, with names that hold a dash, and `[*]` for each element of a list. */
const path = new RegExp(`^\\$(?:\\.[\\p{L}_][\\p{L}\\p{N}_-]*|\\[(?:\\d{1,6}|\\*|${quoted})\\])+$`, 'u');

/** What keeps a text from being a source of a value, in plain words; null when nothing does. */
export function sourceProblem(text: string): string | null {
  if (text.length > longestSource) return `is longer than ${longestSource} characters`;
  if (text === 'key' || text === 'topic' || header.test(text) || constant.test(text) || path.test(text)) return null;
  if (text.startsWith('$')) return "is not a JSON path: write it like $.order.id, $.items[0].id or $['a name']";
  return 'is not a source: write header:NAME, a JSON path like $.order.id, key, topic, or text:WORDS';
}

/** What keeps a text from being a pattern of topics; `*` stands for any characters. */
export function topicPatternProblem(text: string): string | null {
  if (/^[A-Za-z0-9._*-]{1,249}$/.test(text)) return null;
  return 'is not a pattern of topics: letters, digits, . _ - and * for any of them';
}

/** What keeps a text from being a kind of business key. */
export function kindProblem(text: string): string | null {
  if (takenKinds.includes(text)) return `is taken: ${text} is what the index calls something else`;
  return kindPattern.test(text) ? null : 'is not a kind: small letters, digits and _, as in customer or menu_item';
}
