import { isKeywords, type Keywords, namedSchemas, pointerStep, textsOf } from '../compatibility/json-schema.ts';

/** What registries compare truly and every reader of ours understands; the rest of JSON Schema is not for events. */
const allowed = new Set([
  'type',
  'enum',
  'const',
  'format',
  'default',
  'description',
  'properties',
  'required',
  'items',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
]);
const onlyAtTheTop = new Set(['$schema', '$id', 'title', 'examples']);

/** What is wrong with the form of an event's schema, each with its place; empty when nothing is. */
export function faultsOfForm(schema: Keywords, path = '#'): string[] {
  const properties = [...namedSchemas(schema.properties)];
  return [
    ...faultsOfKeywords(schema, path),
    ...properties.flatMap(([name, inner]) => faultsOfProperty(name, inner, `${path}/properties${pointerStep(name)}`)),
    ...(isKeywords(schema.items) ? faultsOfForm(schema.items, `${path}/items`) : []),
  ];
}

function faultsOfKeywords(schema: Keywords, path: string): string[] {
  const isKnown = (name: string) => allowed.has(name) || (path === '#' && onlyAtTheTop.has(name));
  const strange = Object.keys(schema).filter((name) => !isKnown(name));
  const listed = namedSchemas(schema.properties);
  const unlisted = textsOf(schema.required).filter((name) => !listed.has(name));
  const endless = schema.type === 'string' && !isBounded(schema);
  return [
    ...strange.map((name) => `${path} uses ${name}`),
    ...unlisted.map((name) => `${path} requires ${name}, which it does not list`),
    ...(endless ? [`${path} has no maxLength, enum, const or format`] : []),
  ];
}

function faultsOfProperty(name: string, schema: unknown, path: string): string[] {
  if (!isKeywords(schema)) return [`${path} is of no kind`];
  return [
    ...(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) ? [] : [`${path} is not snake_case`]),
    ...(schema.description ? [] : [`${path} has no description`]),
    ...faultsOfForm(schema, path),
  ];
}

function isBounded(schema: Keywords): boolean {
  return ['maxLength', 'enum', 'const', 'format'].some((name) => Object.hasOwn(schema, name));
}
