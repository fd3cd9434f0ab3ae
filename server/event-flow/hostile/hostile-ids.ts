import { randomUUID } from 'node:crypto';
import { envelope, envelopeJson, kind, type Problem } from './hostile-record.ts';

/** Both ids hostile in headers; they are as they are, or shown by a stand-in. */
function ids(name: string, write: (token: string) => string, problems: readonly Problem[] = []) {
  return kind(name, (token) => {
    const [event, flow] = [write(`e-${token}`), write(`f-${token}`)];
    return { headers: envelope(token, { event_id: event, correlation_id: flow }), ids: [event, flow], problems };
  });
}

function types(name: string, type: string, problems: readonly Problem[] = [], shows: readonly string[] = [type]) {
  return kind(name, (token) => ({ headers: envelope(token, { event_type: type }), problems, shows }));
}

const unprintable = ['unprintableId'] as const;

/** Ids and names that break columns, paths, pages or queries. */
export const hostileIds = [
  ids('ids of 10 kB', (token) => `${token}${'x'.repeat(10_000)}`, unprintable),
  ids('ids with quotes', (token) => `"${token}'`),
  ids('ids with line breaks', (token) => `${token}\r\nset-cookie: a=b`, unprintable),
  ids('ids with a right-to-left override', (token) => `${token}\u202e4711`, unprintable),
  ids('ids in Arabic', (token) => `طلب-${token}`),
  ids('ids of markup', (token) => `<script>window.hostile=1</script>${token}`),
  ids('ids of a template', (token) => `\${${token}}{{${token}}}%{${token}}`),
  ids('ids of SQL', (token) => `'; drop table event; -- ${token}`),
  ids('ids of a path', (token) => `../../etc/${token}`),
  ids('ids of a URL', (token) => `https://example.org/${token}?a=b#c`),
  ids('ids with percent signs', (token) => `%2F%00%zz${token}`),
  ids('ids with backslashes', (token) => `\\\\${token}\\`),
  ids('ids with control characters', (token) => `${token}\x07\x1b[31m`, unprintable),
  ids('ids with a NUL byte', (token) => `${token}\0`, ['nulBytes', 'unprintableId']),
  ids('ids of emoji', (token) => `🍕-${token}`),
  ids('ids with zero-width spaces', (token) => `a\u200b${token}`, unprintable),
  ids('ids in capital UUIDs', () => randomUUID().toUpperCase()),
  ids('ids of UUIDs of version 8', () => randomUUID().replace(/^(.{14})./, '$18')),
  ids('ids of UUIDs of version 0', () => randomUUID().replace(/^(.{14})./, '$10')),
  ids('ids that look like a stand-in', (token) => `${token}~${'0'.repeat(12)}8${'0'.repeat(19)}`, unprintable),
  kind('ids with spaces at their ends', (token) => ({
    headers: envelope(token, { event_id: ` ${token} `, correlation_id: `\t${token}` }),
    ids: [],
    problems: unprintable,
  })),
  kind('ids that are words of JavaScript', (token) => ({
    headers: envelope(token, { event_id: '__proto__', correlation_id: 'constructor' }),
    ids: ['__proto__', 'constructor'],
  })),
  kind('ids that are steps in a path', (token) => ({
    headers: envelope(token, { event_id: '.', correlation_id: '..' }),
    ids: ['.', '..'],
    problems: unprintable,
  })),
  kind('ids that are null and undefined in words', (token) => ({
    headers: envelope(token, { event_id: 'null', correlation_id: 'undefined' }),
    ids: ['null', 'undefined'],
  })),
  kind('ids that are numbers beyond 2^53', (token) => {
    const digits = BigInt(`0x${token.replaceAll(/[^0-9a-f]/g, '').padEnd(16, '7')}`)
      .toString()
      .padEnd(20, '1');
    return {
      headers: [],
      value: envelopeJson(token, { event_id: digits, order_id: `${digits}9` }),
      ids: [digits, `${digits}9`, `flow-${token}`],
      shows: [digits],
    };
  }),
  kind('an id with half of a surrogate pair', (token) => ({
    headers: [],
    value: envelopeJson(token, { event_id: `"${token}\\ud800"` }),
    ids: [`${token}\ud800`, `flow-${token}`],
    problems: unprintable,
  })),
  kind('an event id that is an object', (token) => ({
    headers: [],
    value: envelopeJson(token, { event_id: '{"a":1}' }),
    ids: [`flow-${token}`],
    problems: ['noEventId'],
  })),
  kind('an envelope of arrays and truths', (token) => ({
    headers: [],
    value: envelopeJson(token, {
      event_id: '[1]',
      event_type: 'true',
      correlation_id: 'false',
      order_id: `"o-${token}"`,
    }),
    ids: [`o-${token}`, `key-${token}`],
    problems: ['flowByKey'],
  })),
  kind('an envelope of numbers that JSON cannot hold', (token) => ({
    headers: [],
    value: envelopeJson(token, { event_id: '1e999', event_version: '1e300' }),
    ids: [`flow-${token}`],
    problems: ['noEventId'],
  })),
  kind('no correlation id', (token) => ({
    headers: envelope(token, { correlation_id: null, 'order-id': `o-${token}` }),
    ids: [`event-${token}`, `o-${token}`, `key-${token}`],
    problems: ['noCorrelation'],
    shows: ['it belongs to no flow'],
  })),
  kind('no envelope at all', (token) => ({
    headers: [],
    value: `{"customerId":"c-${token}"}`,
    ids: [`c-${token}`, `key-${token}`],
    problems: ['noCorrelation', 'noType', 'noEventId'],
    shows: ['Record without a type'],
  })),
  types('a type of 10 kB', 'long.'.repeat(2_000), ['unprintableName'], []),
  types('a type with a right-to-left override', 'order.\u202edetaerc', ['unprintableName'], ['order.\ufffddetaerc']),
  types('a type of markup', '<b onclick="window.hostile=1">order</b>'),
  types('a type that is a word of JavaScript', 'constructor'),
  types('a type with a NUL byte', 'order\0created', ['nulBytes', 'unprintableName'], ['order\ufffdcreated']),
  kind('a service that cannot be shown', (token) => ({
    headers: envelope(token, { source_service: 'orders\u2066\n' }),
    problems: ['unprintableName'],
  })),
];
