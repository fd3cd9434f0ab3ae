import { describe, expect, test } from 'vitest';
import { compareSchemas } from './compare-schemas.ts';
import { breaksUnder, type CompatibilityPolicy, explainDifference } from './difference.ts';
import type { JsonSchema } from './json-schema.ts';

type Verdict = 'yes' | 'lenient' | 'no';
type Row = [change: string, old: JsonSchema, next: JsonSchema, backward: Verdict, forward: Verdict];

const text = { type: 'string' };
const number = { type: 'number' };
const open = (properties: object, more = {}) => ({ type: 'object', properties, ...more });
const closed = (properties: object, more = {}) => open(properties, { additionalProperties: false, ...more });
const covered = (cover: object, properties: object, more = {}) =>
  open(properties, { additionalProperties: cover, ...more });
const short = { type: 'string', maxLength: 3 };
const withDefault = { type: 'string', default: '' };

const objects: Row[] = [
  ['open gains an optional property', open({}), open({ a: text }), 'lenient', 'yes'],
  ['closed gains an optional property', closed({}), closed({ a: text }), 'yes', 'lenient'],
  ['partial gains a property that its cover fits', covered(short, {}), covered(short, { a: text }), 'yes', 'no'],
  ['partial gains a property as its cover', covered(text, {}), covered(text, { a: text }), 'yes', 'yes'],
  ['partial gains a property of another type', covered(number, {}), covered(number, { a: text }), 'no', 'no'],
  [
    'a pattern is a cover too',
    open({}, { patternProperties: { '^a': text } }),
    open({ a: text }, { patternProperties: { '^a': text } }),
    'yes',
    'yes',
  ],
  [
    'open gains a required property with a default',
    open({}),
    open({ a: withDefault }, { required: ['a'] }),
    'lenient',
    'yes',
  ],
  [
    'closed gains a required property with a default',
    closed({}),
    closed({ a: withDefault }, { required: ['a'] }),
    'yes',
    'lenient',
  ],
  ['open gains a required property', open({}), open({ a: text }, { required: ['a'] }), 'no', 'yes'],
  ['closed gains a required property', closed({}), closed({ a: text }, { required: ['a'] }), 'no', 'lenient'],
  ['open gains a property of any kind', open({}), open({ a: {} }), 'yes', 'yes'],
  ['open gains a required property of any kind', open({}), open({ a: true }, { required: ['a'] }), 'yes', 'yes'],
  ['closed gains a property of any kind', closed({}), closed({ a: {} }), 'yes', 'lenient'],
  ['closed loses a property that could not be', closed({ a: false }), closed({}), 'yes', 'yes'],
  ['a property becomes required', open({ a: text }), open({ a: text }, { required: ['a'] }), 'no', 'yes'],
  [
    'a property with a default becomes required',
    open({ a: withDefault }),
    open({ a: withDefault }, { required: ['a'] }),
    'yes',
    'yes',
  ],
  ['open becomes closed', open({}), closed({}), 'lenient', 'yes'],
  ['open becomes partial', open({}), covered(text, {}), 'lenient', 'yes'],
  ['closed becomes partial', closed({}), covered(text, {}), 'yes', 'lenient'],
  ['a cover becomes another', covered(text, {}), covered(number, {}), 'no', 'no'],
  ['unevaluated properties are shut out', open({}), open({}, { unevaluatedProperties: false }), 'lenient', 'yes'],
  ['more properties are demanded', open({}), open({}, { minProperties: 2 }), 'no', 'yes'],
  ['a property needs another', open({}), open({}, { dependentRequired: { a: ['b'] } }), 'no', 'yes'],
  [
    'a property needs one more',
    open({}, { dependentRequired: { a: ['b'] } }),
    open({}, { dependentRequired: { a: ['b', 'c'] } }),
    'no',
    'yes',
  ],
  ['a property asks of the whole', open({}), open({}, { dependentSchemas: { a: closed({}) } }), 'no', 'yes'],
  [
    'a property deep inside becomes a number',
    open({ a: open({ b: text }) }),
    open({ a: open({ b: number }) }),
    'no',
    'no',
  ],
];

const values: Row[] = [
  ['maxLength is raised', { ...text, maxLength: 3 }, { ...text, maxLength: 4 }, 'yes', 'no'],
  ['maxLength is added', text, { ...text, maxLength: 4 }, 'no', 'yes'],
  ['minLength is lowered', { ...text, minLength: 3 }, { ...text, minLength: 2 }, 'yes', 'no'],
  ['maximum is removed', { ...number, maximum: 3 }, number, 'yes', 'no'],
  [
    'exclusiveMaximum is lowered where there is no maximum',
    { ...number, exclusiveMaximum: 3 },
    { ...number, exclusiveMaximum: 2 },
    'no',
    'yes',
  ],
  ['minimum is raised', { ...number, minimum: 3 }, { ...number, minimum: 4 }, 'no', 'yes'],
  [
    'minimum 0 becomes exclusiveMinimum -1',
    { type: 'integer', minimum: 0 },
    { type: 'integer', exclusiveMinimum: -1 },
    'no',
    'no',
  ],
  ['a pattern is added', text, { ...text, pattern: 'a' }, 'no', 'yes'],
  ['a pattern is written otherwise', { ...text, pattern: 'a' }, { ...text, pattern: '[a]' }, 'no', 'no'],
  ['multipleOf 10 becomes 5', { ...number, multipleOf: 10 }, { ...number, multipleOf: 5 }, 'yes', 'no'],
  ['multipleOf 0.1 becomes 0.3', { ...number, multipleOf: 0.1 }, { ...number, multipleOf: 0.3 }, 'no', 'yes'],
  ['multipleOf 2 becomes 3', { ...number, multipleOf: 2 }, { ...number, multipleOf: 3 }, 'no', 'no'],
  ['multipleOf is added', number, { ...number, multipleOf: 3 }, 'no', 'yes'],
  ['whole numbers become any', { type: 'integer' }, number, 'yes', 'no'],
  ['text becomes number', text, number, 'no', 'no'],
  ['an enum gains a value', { enum: ['a'] }, { enum: ['a', 'b'] }, 'yes', 'no'],
  ['an enum swaps a value', { enum: ['a', 'c'] }, { enum: ['a', 'b'] }, 'no', 'no'],
  ['an enum beside its type gains a value', { ...text, enum: ['a'] }, { ...text, enum: ['a', 'b'] }, 'yes', 'no'],
  ['a const changes', { const: 'a' }, { const: 'b' }, 'no', 'no'],
  ['a const written in another order', { const: { a: 1, b: 2 } }, { const: { b: 2, a: 1 } }, 'yes', 'yes'],
  ['an enum of one becomes a const', { enum: ['a'] }, { const: 'a' }, 'no', 'no'],
  ['an enum becomes bare text', { enum: ['a'] }, text, 'no', 'no'],
  ['an enum beside its type is dropped', { ...text, enum: ['a'] }, text, 'yes', 'no'],
  ['text may be null', text, { type: ['string', 'null'] }, 'yes', 'no'],
  ['nullable by type or by anyOf', { type: ['string', 'null'] }, { anyOf: [{ type: 'null' }, text] }, 'yes', 'yes'],
  ['anything becomes text', {}, text, 'no', 'yes'],
  ['nothing becomes text', false, text, 'yes', 'no'],
  [
    'format, examples and words change',
    { ...text, format: 'uuid', title: 'a' },
    { ...text, examples: ['b'], title: 'b' },
    'yes',
    'yes',
  ],
];

const list = (items: unknown, more = {}) => ({ type: 'array', items, ...more });
const tuple = (prefixItems: unknown[], more = {}) => ({ type: 'array', prefixItems, ...more });

const arrays: Row[] = [
  ['items become of a kind', { type: 'array' }, list(text), 'no', 'yes'],
  ['items become another kind', list(text), list(number), 'no', 'no'],
  ['items get longer', list(short), list(text), 'yes', 'no'],
  ['items must differ', list(text), list(text, { uniqueItems: true }), 'no', 'yes'],
  ['minItems is raised', list(text, { minItems: 1 }), list(text, { minItems: 2 }), 'no', 'yes'],
  ['an open tuple gains a place', tuple([text]), tuple([text, text]), 'no', 'yes'],
  ['an open tuple gains a place of any kind', tuple([text]), tuple([text, {}]), 'yes', 'yes'],
  ['a closed tuple gains a place', tuple([text], { items: false }), tuple([text, text], { items: false }), 'yes', 'no'],
  ['a covered tuple gains a place', tuple([text], { items: text }), tuple([text, text], { items: text }), 'yes', 'yes'],
  [
    'a covered tuple gains another kind',
    tuple([text], { items: text }),
    tuple([text, number], { items: text }),
    'no',
    'no',
  ],
  ['further items are shut out', tuple([text]), tuple([text], { items: false }), 'no', 'yes'],
  [
    'a tuple of draft 7 and of 2020-12',
    { type: 'array', items: [text], additionalItems: false },
    tuple([text], { items: false }),
    'yes',
    'yes',
  ],
];

const combined: Row[] = [
  ['anyOf gains a branch', { anyOf: [text, number] }, { anyOf: [number, text, { type: 'null' }] }, 'yes', 'no'],
  [
    'allOf gains a branch',
    { allOf: [text, { minLength: 1 }] },
    { allOf: [text, { minLength: 1 }, { maxLength: 3 }] },
    'no',
    'yes',
  ],
  ['the order of branches is nothing', { oneOf: [text, number] }, { oneOf: [number, text] }, 'yes', 'yes'],
  ['a branch becomes another kind', { oneOf: [text, number] }, { oneOf: [text, { type: 'boolean' }] }, 'no', 'no'],
  ['oneOf becomes anyOf', { oneOf: [text, number] }, { anyOf: [text, number] }, 'yes', 'no'],
  ['allOf becomes oneOf', { allOf: [text, short] }, { oneOf: [text, short] }, 'no', 'no'],
  ['plain text becomes one of two', text, { oneOf: [number, text] }, 'yes', 'no'],
  ['plain text becomes all of two', text, { allOf: [text, { pattern: 'a' }] }, 'no', 'yes'],
  ['a single branch is what it holds', text, { allOf: [text] }, 'yes', 'yes'],
  ['less is forbidden', { not: text }, { not: short }, 'yes', 'no'],
  ['one branch must serve two', { anyOf: [short, { ...text, maxLength: 2 }] }, { anyOf: [text, number] }, 'no', 'no'],
];

const moved = { $defs: { name: short }, ...open({ a: { $ref: '#/$defs/name' } }) };
const tree = (leaf: object) => ({
  $ref: '#/$defs/node',
  $defs: { node: open({ leaf, next: { $ref: '#/$defs/node' } }) },
});

const references: Row[] = [
  ['moving a schema into $defs is nothing', open({ a: short }), moved, 'yes', 'yes'],
  ['a recursive schema is the same', tree(text), tree(text), 'yes', 'yes'],
  ['a difference inside a recursive schema is found', tree(text), tree(number), 'no', 'no'],
  ['a leaf of a recursive schema gets longer', tree(short), tree(text), 'yes', 'no'],
];

function verdict(old: JsonSchema, next: JsonSchema): Verdict {
  const isOk = (policy: CompatibilityPolicy) =>
    !compareSchemas(old, next, policy).some((difference) => breaksUnder(policy, difference));
  if (isOk('STRICT')) return 'yes';
  return isOk('LENIENT') ? 'lenient' : 'no';
}

describe.each([
  ['objects', objects],
  ['values', values],
  ['arrays', arrays],
  ['combined schemas', combined],
  ['references', references],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_change, old, next, backward, forward) => {
    expect({ backward: verdict(old, next), forward: verdict(next, old) }).toEqual({ backward, forward });
  });
});

describe('compareSchemas', () => {
  test('refuses a reference that leads nowhere', () => {
    expect(() => compareSchemas({ $ref: '#/$defs/gone' }, text)).toThrow(/#\/\$defs\/gone leads nowhere/);
    expect(() => compareSchemas({ $ref: 'other.json' }, text)).toThrow(/other.json leads nowhere/);
  });

  test('names the place and the code, in words too', () => {
    const old = open({ 'a/b': list({ ...text, enum: ['x', 'y'] }) });
    const next = open({ 'a/b': list({ ...text, enum: ['x'] }) });
    const found = compareSchemas(old, next).filter((difference) => breaksUnder('LENIENT', difference));
    expect(found).toContainEqual({ code: 'ENUM_ARRAY_NARROWED', path: '#/properties/a~1b/items/enum' });
    expect(found.map(explainDifference)).toContain('fewer values are taken');
  });

  test('a pattern that is no regular expression covers nothing', () => {
    const broken = (properties: object) => open(properties, { patternProperties: { '(': text } });
    expect(compareSchemas(broken({}), broken({ a: text })).map(({ code }) => code)).toEqual([
      'PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL',
    ]);
  });

  test('a schema that refers to itself alone, and one that negates itself, come to an end', () => {
    const itself = { $ref: '#' };
    const negated = { not: { $ref: '#' } };
    expect(compareSchemas(itself, itself)).toEqual([]);
    expect(compareSchemas(negated, { not: { $ref: '#' } })).toEqual([]);
  });

  test('an optimistic end of a cycle hides no difference', () => {
    const chain = (last: object) => ({
      $ref: '#/$defs/a',
      $defs: { a: open({ b: { $ref: '#/$defs/b' } }), b: open({ a: { $ref: '#/$defs/a' }, z: last }) },
    });
    expect(verdict(chain(text), chain(number))).toBe('no');
  });

  test('twelve alternatives that all lead to one another are compared once a pair', () => {
    const names = Array.from({ length: 12 }, (_, at) => `n${at}`);
    const refs = names.map((name) => ({ $ref: `#/$defs/${name}` }));
    const web = (limit: number) => ({
      oneOf: refs,
      $defs: Object.fromEntries(
        names.map((name, at) => [
          name,
          closed({ [name]: text, size: { ...number, maximum: at + limit }, next: { oneOf: refs } }),
        ]),
      ),
    });
    expect(verdict(web(0), web(1))).toBe('yes');
    expect(verdict(web(1), web(0))).toBe('no');
  });
});
