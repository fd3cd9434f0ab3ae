import { expect, test } from 'vitest';
import { isKeywords } from '../compatibility/json-schema.ts';
import { listEvents } from '../dictionary.ts';
import { upcastData } from '../upcast-event.ts';
import { faultsOfForm } from './form-of-events.ts';

const field = { type: 'string', maxLength: 5, description: 'a field' };

test.each([
  ['a closed object', { additionalProperties: false }, '# uses additionalProperties'],
  ['a condition', { if: {}, else: {} }, '# uses if'],
  ['a pattern of names', { patternProperties: {} }, '# uses patternProperties'],
  ['a required field that is not listed', { required: ['b'] }, '# requires b, which it does not list'],
  ['a field without words', { properties: { a: { ...field, description: '' } } }, '#/properties/a has no description'],
  ['a field of no kind', { properties: { a: true } }, '#/properties/a is of no kind'],
  ['camelCase', { properties: { orderId: field } }, '#/properties/orderId is not snake_case'],
  [
    'text without end',
    { properties: { a: { type: 'string', description: 'a' } } },
    '#/properties/a has no maxLength, enum, const or format',
  ],
  ['a title inside', { properties: { a: { ...field, title: 'A' } } }, '#/properties/a uses title'],
  [
    'a fault deep inside',
    { properties: { a: { type: 'array', description: 'a', items: { not: {} } } } },
    '#/properties/a/items uses not',
  ],
])('%s is found', (_, schema, fault) => {
  expect(faultsOfForm({ type: 'object', properties: { a: field }, ...schema })).toContain(fault);
});

test.each(listEvents().map((entry) => [`${entry.type} v${entry.version}`, entry] as const))(
  '%s keeps the form of events',
  (_, { type, version, schema }) => {
    expect(isKeywords(schema) ? faultsOfForm(schema) : ['no object']).toEqual([]);
    expect(Reflect.get(schema, '$id')).toBe(`nibble:${type}:${version}`);
  },
);

test('every older version has its step to the newest', () => {
  expect(() => listEvents().map(({ type, version }) => upcastData(type, version, {}))).not.toThrow();
});
