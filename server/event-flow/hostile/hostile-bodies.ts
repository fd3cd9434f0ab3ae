import { gzipSync } from 'node:zlib';
import { kind } from './hostile-record.ts';

const megabyte = 1024 * 1024;
// The broker takes batches of 1,048,588 bytes: what is left for a value beside the envelope of these records.
const brokersLimit = megabyte - 400;
const script = `<script>window.hostile = 1</script><img src=x onerror="window.hostile = 1">`;

const noJson = (name: string, value: string | Buffer, shows: string[] = []) =>
  kind(name, () => ({ value, problems: ['notJson'], shows }));
const json = (name: string, value: string, shows: string[] = [], says: string[] = []) =>
  kind(name, () => ({ value, shows, says }));

/** Values that are no JSON, hardly JSON, or too much of it. */
export const hostileBodies = [
  noJson('plain text', 'hello, this is no JSON', ['hello, this is no JSON']),
  noJson('JSON that breaks off', '{"order_id":"4711', ['{"order_id":"4711']),
  noJson('JSON with a comma too many', '{"a":1,}', ['{"a":1,}']),
  noJson('JSON with comments', '{"a":1 /* one */}', ['/* one */']),
  noJson('two JSON documents in a row', '{"a":1}\n{"a":2}', ['{"a":2}']),
  noJson('NaN and Infinity', '[NaN, Infinity]', ['[NaN, Infinity]']),
  noJson(
    'XML with an entity from a file',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ['<!ENTITY x SYSTEM "file:///etc/passwd">'],
  ),
  noJson('HTML with a script', script, [script]),
  noJson('an escape sequence of a terminal', '\x1b[31mred\x1b[0m', ['U+001B']),
  noJson('NUL bytes alone', Buffer.alloc(64), ['00 00 00 00']),
  noJson('empty', '', ['Empty: no bytes, which is not the same as null.']),
  noJson('a megabyte of spaces', ' '.repeat(megabyte / 2)),
  noJson('Avro in Confluent’s wire format', Buffer.from([0, 0, 0, 0, 7, 2, 12, 52, 55, 49, 49]), ['00 00 00 00 07']),
  noJson('JSON in Confluent’s wire format', Buffer.from('\0\0\0\0\x07{"order_id":"4711"}'), ['7b 22 6f 72']),
  noJson('a gzip file', gzipSync('{"a":1}'), ['1f 8b']),
  noJson('JSON in UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), ['ff fe 7b 00']),
  noJson('every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), ['f8 f9 fa fb']),
  kind('a tombstone', () => ({ value: null, problems: ['tombstone'], shows: ['null: a tombstone'] })),
  kind('invalid UTF-8 in a JSON text', () => ({
    value: Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}')]),
    problems: ['invalidUtf8'],
    shows: ['ff c0 80'],
  })),
  kind('half of a surrogate pair in bytes', () => ({
    value: Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    problems: ['invalidUtf8'],
    shows: ['ed a0 80'],
  })),
  kind('JSON behind a byte order mark', () => ({
    value: '\ufeff{"a":1}',
    problems: ['byteOrderMark'],
    shows: ['"a"'],
  })),
  json('JSON behind a kilobyte of spaces', `${' '.repeat(1024)}{"a":1}`, ['"a"']),
  json('half of a surrogate pair in an escape', '{"a":"\\ud800"}', ['"\\ud800"']),
  json('objects ten thousand deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, ['level 25']),
  json('arrays ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, ['level 25']),
  json(
    'numbers beyond 2^53',
    '{"a":9007199254740993,"b":-12345678901234567890,"c":0.1000000000000000055511151231257827}',
    ['9007199254740993', '-12345678901234567890', '0.1000000000000000055511151231257827'],
  ),
  json('numbers that no double holds', '{"a":1e999,"b":-0,"c":1E+2,"d":1.10}', ['1e999', '-0', '1E+2', '1.10']),
  json('a megabyte in one string', JSON.stringify({ a: 'x'.repeat(megabyte - 2000) }), ['Show more of them']),
  json('a megabyte of small fields', JSON.stringify(Array.from({ length: 60_000 }, (_, i) => ({ i }))), ['more lines']),
  json('as large as the broker takes', JSON.stringify('y'.repeat(brokersLimit - 200)), ['Show more of them']),
  json(
    'a name twice in one object',
    '{"order_id":"first","order_id":"second"}',
    ['"first"', '"second"'],
    ['the name "order_id" stands twice in one object; the last one counts'],
  ),
  json('data that is null', '{"event_version":1,"data":null}', ['null']),
  json(
    'names of prototypes',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}',
    ['"__proto__"', '"constructor"'],
  ),
  json('a script in a name and in a value', JSON.stringify({ [script]: script }), ['window.hostile = 1']),
  json('an array at the top', '[{"order_id":"a"},{"order_id":"b"}]', ['"b"']),
  json('a number at the top', '12345678901234567890', ['12345678901234567890']),
  json('a text at the top', '"just a text"', ['"just a text"']),
  json('null at the top', 'null', ['null']),
  json('true at the top', ' true ', ['true']),
  json('a right-to-left override', '{"file":"invoice\u202efdp.exe"}', ['U+202E']),
  json('Arabic and Hebrew', '{"city":"القاهرة","street":"רחוב 12"}', ['القاهرة']),
  json('emoji of several parts', '{"who":"👩🏽‍🚒 👨‍👩‍👧"}', ['👩🏽‍🚒 👨‍👩‍👧']),
];
