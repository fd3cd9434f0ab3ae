import type { OutgoingHeader } from '#server/platform/kafka/index.ts';
import { envelope, envelopeJson, hostileType, kind, type Problem } from './hostile-record.ts';

const many = (count: number, bytes: number): OutgoingHeader[] =>
  Array.from({ length: count }, (_, index) => [`h${index}`, 'x'.repeat(bytes)]);

/** Harmless to the envelope, but odd to keep and to show. */
function headers(
  name: string,
  more: readonly OutgoingHeader[],
  shows: readonly string[],
  problems: readonly Problem[] = [],
) {
  return kind(name, (token) => ({ headers: [...envelope(token), ...more], shows, problems }));
}

function replaced(name: string, other: Record<string, string | Buffer | null>, problems: readonly Problem[]) {
  return kind(name, (token) => ({ headers: envelope(token, other), problems }));
}

/** Headers that are odd by name, number or value. */
export const hostileHeaders = [
  headers('a header that is null', [['nothing', null]], ['nothing', 'null']),
  headers('a header that is empty', [['hollow', '']], ['hollow', 'empty']),
  headers('a header without a name', [['', 'nameless']], ['empty name', 'nameless']),
  headers('a header without a name or value', [['', null]], ['empty name']),
  headers(
    'a header name that is not UTF-8',
    [['\ufffd', 'v', Buffer.from([0xff, 0xfe])]],
    ['ff fe', '2 bytes, not UTF-8'],
  ),
  headers(
    'two header names that are alike once decoded',
    [
      ['\ufffd', '1', Buffer.from([0xff])],
      ['\ufffd', '2', Buffer.from([0xfe])],
      ['\ufffd', '3'],
    ],
    ['1 byte, not UTF-8'],
  ),
  headers(
    'one header name three times',
    [
      ['again', '1'],
      ['between', '2'],
      ['again', '3'],
      ['again', null],
    ],
    ['1 of 3 headers of this name', '3 of 3 headers of this name'],
  ),
  headers(
    'a header of a prototype',
    [
      ['__proto__', 'polluted'],
      ['constructor', 'x'],
    ],
    ['__proto__'],
  ),
  headers('a header name of markup and line breaks', [['<i>\r\nx</i>', 'v']], ['U+000D', 'U+000A']),
  headers('a header name with a NUL byte', [['a\0b', 'v']], ['U+0000']),
  headers(
    'a header value of bytes',
    [['count', Buffer.from([0, 0, 0, 0, 0, 0, 0x12, 0xff])]],
    ['00 00 00 00 00 00 12 ff'],
  ),
  headers('a thousand headers', many(1000, 10), ['905 more headers']),
  headers('a thousand headers of 100 bytes', many(1000, 100), ['905 more headers'], ['hugeHeaders']),
  headers('a header of half a megabyte', [['large', 'x'.repeat(500_000)]], ['download 500,000 bytes'], ['hugeHeaders']),
  kind('the event id twice, alike', (token) => ({ headers: [['event_id', `event-${token}`], ...envelope(token)] })),
  kind('the event id twice, and different', (token) => ({
    headers: [['event_id', `other-${token}`], ...envelope(token)],
    problems: ['duplicateHeader'],
  })),
  kind('the event id in four spellings', (token) => ({
    headers: [
      ['Event-Id', `event-${token}`],
      ['eventId', `event-${token}`],
      ['EVENT_ID', `event-${token}`],
      ...envelope(token, { event_id: null }),
    ],
  })),
  kind('headers and value that disagree', (token) => ({
    value: envelopeJson(token, { correlation_id: `"another-${token}"` }),
    problems: ['disagreement'],
    says: ['its headers and its value disagree about its ids or its type; the headers count'],
  })),
  kind('an event id that is not UTF-8', (token) => ({
    headers: envelope(token, { event_id: Buffer.from([0xff, 0xfe, 0xfd]) }),
    ids: [`flow-${token}`],
    problems: ['invalidUtf8', 'unprintableId'],
  })),
  kind('a CloudEvent in binary mode', (token) => ({
    headers: [
      ['ce_specversion', '1.0'],
      ['ce_id', `event-${token}`],
      ['ce_type', hostileType],
      ['ce_correlationid', `flow-${token}`],
    ],
  })),
  kind('a CloudEvent in structured mode', (token) => ({
    headers: [],
    value: envelopeJson(token, {
      event_id: null,
      event_type: null,
      specversion: '"1.0"',
      id: `"event-${token}"`,
      type: '"ce.sent"',
    }),
  })),
  replaced('a version that is no whole number', { event_version: '1.2.3' }, ['badVersion']),
  replaced('a version beyond 32 bits', { event_version: '99999999999' }, ['badVersion']),
  replaced('a traceparent that is none', { traceparent: 'nonsense' }, ['badTraceparent']),
  replaced('a traceparent of zeros', { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00` }, ['badTraceparent']),
  replaced(
    'a traceparent of a later version',
    { traceparent: `cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more` },
    [],
  ),
];
