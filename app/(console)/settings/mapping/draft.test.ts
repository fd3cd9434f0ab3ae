import { describe, expect, test } from 'vitest';
import { topicMappings } from '#schemas/api/mapping.ts';
import { draftOf, draftProblems, emptyDraft, emptyKey, mappingsOf, placeFor } from './draft.ts';
import { kindOfSource, withSource } from './use-as.ts';

const whole = topicMappings.parse([
  {
    topics: ['shop.*', 'stock'],
    correlation: ['header:x, or y', "$.a['b, c']"],
    type: 'topic',
    businessKeys: { ticket: '$.no', order: ['$.id', 'key'] },
    ignoreKeys: ['tenant', 'session'],
  },
  { topics: 'other' },
]);

test('what is read and written again is the same', () => {
  expect(mappingsOf(whole.map(draftOf))).toEqual(whole);
  expect(draftProblems(whole.map(draftOf))).toEqual([]);
});

test('what was left empty is not written', () => {
  const draft = { ...emptyDraft('shop'), businessKeys: [emptyKey()] };
  expect(draftProblems([draft])).toEqual([]);
  expect(mappingsOf([draft])).toEqual([{ topics: ['shop'] }]);
});

test('every mistake is told with its place', () => {
  const draft = emptyDraft();
  draft.fields.correlation = ['key', 'id'];
  draft.ignoreKeys = 'Tenant';
  draft.businessKeys = [emptyKey('order', 'key'), emptyKey('order', '$.'), emptyKey('', 'key'), emptyKey('seat')];
  expect(draftProblems([emptyDraft('ok'), draft])).toEqual([
    'Mapping 2: it names no topic',
    expect.stringMatching(/^Mapping 2: “Tenant” is not a kind/),
    'Mapping 2: the kind order is named twice',
    'Mapping 2: the kind order is named twice',
    expect.stringMatching(/^Mapping 2: “\$\.” is not a JSON path/),
    'Mapping 2: a business key has no kind',
    'Mapping 2: it is not said where seat stands',
    expect.stringMatching(/^Mapping 2: “id” is not a source/),
  ]);
});

test('the first draft that fits a topic counts, also while it is being written', () => {
  expect(placeFor(whole.map(draftOf), 'nowhere')).toBeNull();
  expect(placeFor([emptyDraft(), emptyDraft('sho*'), ...whole.map(draftOf)], 'shop.orders')).toBe(1);
});

describe('using what stands in a record', () => {
  test('of a topic without a mapping makes one', () => {
    const drafts = withSource(whole.map(draftOf), { topic: 'new', at: null, source: 'key', as: 'correlation' });
    expect(mappingsOf(drafts).at(-1)).toEqual({ topics: ['new'], correlation: ['key'] });
  });

  test('of a topic with one adds to it, once', () => {
    const use = { topic: 'stock', at: 0, source: '$.saga', as: 'correlation' } as const;
    const drafts = withSource(withSource(whole.map(draftOf), use), use);
    expect(mappingsOf(drafts)[0]?.correlation).toEqual(['header:x, or y', "$.a['b, c']", '$.saga']);
  });

  test.each([
    ['$.booking.seatNo', 'seat_no'],
    ['header:Customer-Id', 'customer'],
    ["$.a['place of birth']", 'place_of_birth'],
    ['$.items[*].sku', 'sku'],
    ['$.ids[*]', 'ids'],
    ['$[0]', ''],
    ['key', ''],
  ])('%s as a business key is a %s', (source, kind) => {
    expect(kindOfSource(source)).toBe(kind);
  });
});
