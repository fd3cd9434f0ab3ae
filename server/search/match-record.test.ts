import { describe, expect, test } from 'vitest';
import { askedWords, matchRecord } from './match-record.ts';
import { wordsOfRecord } from './words-of-record.ts';

type Headers = [string, string][];
const recordOf = (value: unknown, headers: Headers = []) => ({
  timestamp: 0n,
  key: Buffer.from('a key'),
  value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  headers: headers.map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]),
});
const wordsOf = (value: unknown, headers?: Headers) => [...wordsOfRecord(recordOf(value, headers))];
const match = (value: unknown, asked: string, headers?: Headers) =>
  matchRecord(recordOf(value, headers), askedWords(asked));

describe('what of a record is indexed', () => {
  test('is neither its envelope, nor ids, nor times', () => {
    const value = {
      event_type: 'order.created',
      source_service: 'orders',
      data: { order_id: '7K3M-9QXD', customerId: 'anna', created: '2026-11-28T10:00:00Z', at: 1_764_000_000_000 },
    };
    expect(
      wordsOf(value, [
        ['correlation_id', 'flow seven'],
        ['traceparent', '00-aa-bb-01'],
      ]),
    ).toEqual([]);
  });

  test.each([
    ['a value that is no JSON', 'plain words {', ['plain', 'words']],
    ['null', 'null', []],
    ['bytes that are no text', '\0\u0001binary', []],
    ['a number', '4711', ['4711']],
  ])('given %s, is what can be read of it', (_, value, words) => {
    expect(wordsOf(value)).toEqual(words);
  });

  test('is what it says: strings and numbers, as deep as they are, and its other headers', () => {
    const value = { data: { items: [{ name: 'Pizza Margherita', quantity: 12 }], reason: 'sold_out', paid: true } };
    const headers: Headers = [
      ['dlq.error.message', 'connection refused'],
      ['dlq.original.offset', '120'],
    ];
    expect(wordsOf(value, headers).sort()).toEqual(
      ['12', 'connection', 'margherita', 'out', 'pizza', 'refused', 'sold'].sort(),
    );
  });

  test('is bounded: neither a huge text nor a deep one can do harm', () => {
    expect(wordsOf({ text: 'one two three '.repeat(100_000) })).toEqual(['one', 'two', 'three', 'on']);
    expect(wordsOf(`${'x1 '.repeat(21_844)}last beyond`)).toEqual(['x1', 'last']);
    expect(wordsOf(`${'['.repeat(100_000)}"deep"${']'.repeat(100_000)}`)).toEqual([]);
    expect(wordsOf(JSON.parse(`${'['.repeat(19)}"deep"${']'.repeat(19)}`))).toEqual(['deep']);
  });
});

describe('why a record answers', () => {
  const rejected = {
    data: { reason: 'sold_out', detail: 'Trattoria Sole has run out of Tiramisù.', note: 'Sole mio' },
  };

  test.each(['tiramisu pizza', 'out soldier', 'iramisu', 'ou'])('given %j, it does not', (asked) => {
    expect(match(rejected, asked)).toBeNull();
  });

  test('is the field that has most of the words, wherever the others are', () => {
    expect(match(rejected, 'tiramisu sold sole')).toEqual({
      path: 'data.detail',
      excerpt: 'Trattoria Sole has run out of Tiramisù.',
      marks: [
        [10, 14],
        [30, 38],
      ],
    });
  });

  test.each(['TIRAMISÙ', 'tira', 'Tiramisu', 'of tira'])(
    'given %j, is found whatever its case and accents',
    (asked) => {
      expect(match(rejected, asked)?.path).toBe('data.detail');
    },
  );

  test('is shown with what stands around it, when there is much', () => {
    const found = match({ text: `${'many words '.repeat(50)}kitchen closed${' and on it goes'.repeat(50)}` }, 'kitch');
    expect(found?.excerpt).toMatch(/^….*kitchen closed.*…$/);
    expect(found?.excerpt.length).toBeLessThanOrEqual(162);
    const [[start = 0, end = 0] = []] = found?.marks ?? [];
    expect(found?.excerpt.slice(start, end)).toBe('kitchen');
  });

  test('may be a header', () => {
    expect(match({}, 'refused', [['dlq.error.message', 'connection refused']])?.path).toBe('header.dlq.error.message');
  });
});
