import {
  isKeywords,
  isSchema,
  type JsonSchema,
  type Keywords,
  resolvePointer,
  schemasOf,
  textsOf,
} from './json-schema.ts';

export type Criterion = 'allOf' | 'anyOf' | 'oneOf';

/** What a schema is, after its spelling is taken away: registries compare kinds, not keywords. */
export type SchemaKind =
  | { kind: 'any' | 'never' | 'boolean' | 'null' | 'conditional' }
  | { kind: 'string' | 'number' | 'object' | 'array'; keywords: Keywords; integer: boolean }
  | { kind: 'enum'; values: unknown[] }
  | { kind: 'const'; value: unknown }
  /** `isWritten`: the keyword stands there; else it is several keywords side by side, which must all hold. */
  | { kind: 'combined'; criterion: Criterion; branches: JsonSchema[]; isWritten: boolean }
  | { kind: 'not'; schema: JsonSchema };

type ValueKind = 'string' | 'number' | 'object' | 'array';

const keywordsOf: Readonly<Record<ValueKind, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'unevaluatedProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'dependencies',
    'dependentRequired',
    'dependentSchemas',
  ],
  array: [
    'items',
    'prefixItems',
    'additionalItems',
    'unevaluatedItems',
    'contains',
    'minContains',
    'maxContains',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
};
const valueKinds = ['string', 'number', 'object', 'array'] as const;
const criteria = ['allOf', 'anyOf', 'oneOf'] as const;

/**
 * Kinds of one document's schemas, each made once, so that a schema keeps its identity however often it is met.
 * Throws TypeError at a `$ref` that leads nowhere or out of the document.
 */
export function createKinds(root: JsonSchema): (schema: JsonSchema) => SchemaKind {
  const known = new Map<JsonSchema, SchemaKind>();
  const kindOf = (schema: JsonSchema): SchemaKind => {
    const made = known.get(schema);
    if (made) return made;
    // A reference that leads to itself says nothing.
    known.set(schema, { kind: 'any' });
    const kind =
      typeof schema === 'boolean' ? { kind: schema ? ('any' as const) : ('never' as const) } : ofParts(schema);
    known.set(schema, kind);
    return kind;
  };
  const ofParts = (schema: Keywords): SchemaKind => {
    const parts = partsOf(schema, root);
    const [first] = parts;
    if (first === undefined) return { kind: 'any' };
    if (parts.length > 1) return { kind: 'combined', criterion: 'allOf', branches: parts, isWritten: false };
    return first === schema ? plainKind(schema) : kindOf(first);
  };
  return kindOf;
}

/** The facets of a schema, each as a schema of its own; the schema itself when it has one facet. */
function partsOf(schema: Keywords, root: JsonSchema): JsonSchema[] {
  const target = typeof schema.$ref === 'string' ? resolvePointer(root, schema.$ref) : undefined;
  if (schema.$ref !== undefined && target === undefined) throw new TypeError(`$ref ${schema.$ref} leads nowhere`);
  const facets = [...typeFacets(schema), ...valueFacets(schema), ...logicFacets(schema)];
  if (target !== undefined) return [target, ...facets];
  return facets.length === 1 && !Array.isArray(schema.type) ? [schema] : facets;
}

function typeFacets(schema: Keywords): Keywords[] {
  const types = typeof schema.type === 'string' ? [schema.type] : textsOf(schema.type);
  if (types.length > 1) return [{ anyOf: types.map((type) => typedFacet(schema, type)) }];
  if (types[0] !== undefined) return [typedFacet(schema, types[0])];
  return valueKinds.flatMap((kind) => {
    const facet = pick(schema, keywordsOf[kind]);
    return Object.keys(facet).length > 0 ? [{ type: kind, ...facet }] : [];
  });
}

function typedFacet(schema: Keywords, type: string): Keywords {
  const kind = type === 'integer' ? 'number' : valueKinds.find((known) => known === type);
  return { type, ...(kind ? pick(schema, keywordsOf[kind]) : {}) };
}

function valueFacets(schema: Keywords): Keywords[] {
  return ['enum', 'const'].filter((name) => Object.hasOwn(schema, name)).map((name) => ({ [name]: schema[name] }));
}

function logicFacets(schema: Keywords): Keywords[] {
  return [...criteria, 'not', 'if']
    .filter((name) => Object.hasOwn(schema, name))
    .map((name) => ({ [name]: schema[name] }));
}

function pick(schema: Keywords, names: readonly string[]): Keywords {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(schema, name)).map((name) => [name, schema[name]]));
}

function plainKind(schema: Keywords): SchemaKind {
  if (Array.isArray(schema.enum)) return { kind: 'enum', values: schema.enum };
  if (Object.hasOwn(schema, 'const')) return { kind: 'const', value: schema.const };
  if (Object.hasOwn(schema, 'if')) return { kind: 'conditional' };
  if (isSchema(schema.not)) return { kind: 'not', schema: schema.not };
  const criterion = criteria.find((name) => Object.hasOwn(schema, name));
  if (criterion) return { kind: 'combined', criterion, branches: schemasOf(schema[criterion]), isWritten: true };
  return valueKind(schema);
}

function valueKind(schema: Keywords): SchemaKind {
  if (schema.type === 'boolean' || schema.type === 'null') return { kind: schema.type };
  const byKeyword = valueKinds.find((name) => keywordsOf[name].some((keyword) => Object.hasOwn(schema, keyword)));
  const byType = schema.type === 'integer' ? 'number' : valueKinds.find((name) => name === schema.type);
  const kind = byType ?? byKeyword;
  return kind && isKeywords(schema) ? { kind, keywords: schema, integer: schema.type === 'integer' } : { kind: 'any' };
}
