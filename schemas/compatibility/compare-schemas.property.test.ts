import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareSchemas } from './compare-schemas.ts';
import { breaksUnder } from './difference.ts';
import type { JsonSchema } from './json-schema.ts';

const ajv = new Ajv2020({ strict: false });
const names = ['a', 'b', 'c'];
const small = fc.integer({ min: 0, max: 4 });
const maybe = (name: string) =>
  fc.option(small, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }));
const merged = (type: string, ...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => ({ type, ...Object.assign({}, ...all) }));

/**
 * Schemas in which what registries say and what is true are the same: nothing required that is not listed, no oneOf whose
 * branches overlap, no patterns.
 */
const schemas = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    merged('string', maybe('minLength'), maybe('maxLength')),
    merged('integer', maybe('minimum'), maybe('maximum')),
    merged(
      'number',
      maybe('exclusiveMinimum'),
      maybe('maximum'),
      fc.constantFrom({}, { multipleOf: 1 }, { multipleOf: 2 }),
    ),
    fc.constantFrom<JsonSchema>(
      true,
      { type: 'boolean' },
      { type: 'null' },
      { type: ['string', 'null'] },
      { const: 'x' },
    ),
    fc.subarray(['x', 'y', 1, null], { minLength: 1 }).map((values) => ({ enum: values })),
    fc.subarray(['x', 'y'], { minLength: 1 }).map((values) => ({ type: 'string', enum: values })),
    objects(tie('schema')),
    merged(
      'array',
      maybe('minItems'),
      maybe('maxItems'),
      fc.option(tie('schema')).map((items) => (items === null ? {} : { items })),
    ),
    fc.array(tie('schema'), { minLength: 2, maxLength: 2 }).map((anyOf) => ({ anyOf })),
    fc.array(tie('schema'), { minLength: 2, maxLength: 2 }).map((allOf) => ({ allOf })),
    tie('schema').map((not) => ({ not })),
  ),
})).schema;

function objects(inner: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  const properties = fc.dictionary(
    fc.constantFrom(...names),
    inner.filter((schema) => schema !== true),
  );
  const extra = fc.oneof(fc.constant(undefined), fc.constant(false), inner);
  return fc.tuple(properties, fc.subarray(names), extra).map(([listed, wanted, additionalProperties]) => ({
    type: 'object',
    properties: listed,
    required: wanted.filter((name) => Object.hasOwn(listed, name)),
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  }));
}

const documents = fc.letrec((tie) => ({
  document: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('', 'x', 'y', 'xyz', 'xyzxyz', true, null, 0, 1, 2, 4, 5, 2.5),
    fc.array(tie('document'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names, 'd'), tie('document')),
  ),
})).document;

/** A schema and one that is often a little looser or tighter, so that many pairs are compatible. */
const pairs = fc.oneof(
  fc.tuple(schemas, schemas),
  fc.tuple(schemas, schemas).map(([schema, other]): [JsonSchema, JsonSchema] => [schema, { anyOf: [other, schema] }]),
  fc.tuple(schemas, schemas).map(([schema, other]): [JsonSchema, JsonSchema] => [{ allOf: [schema, other] }, schema]),
  schemas.map((schema): [JsonSchema, JsonSchema] => [schema, schema]),
);

function isCompatible(old: JsonSchema, next: JsonSchema): boolean {
  return !compareSchemas(old, next).some((difference) => breaksUnder('STRICT', difference));
}

test('whatever is called compatible takes every document that the old schema took', { timeout: 120_000 }, () => {
  let compatible = 0;
  fc.assert(
    fc.property(pairs, fc.array(documents, { minLength: 30, maxLength: 30 }), ([old, next], some) => {
      if (!isCompatible(old, next)) return;
      compatible += 1;
      const [was, is] = [ajv.compile(old), ajv.compile(next)];
      expect(some.filter((document) => was(document) && !is(document))).toEqual([]);
    }),
    { numRuns: 120, seed: 20_261_124 },
  );
  expect(compatible).toBeGreaterThan(40);
});

test('every schema is compatible with itself', () => {
  fc.assert(
    fc.property(schemas, (schema) => isCompatible(schema, structuredClone(schema))),
    { numRuns: 100, seed: 7 },
  );
});
