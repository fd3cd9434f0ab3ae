import {
  isKeywords,
  isSchema,
  type JsonSchema,
  type Keywords,
  namedSchemas,
  textsOf,
} from '../compatibility/json-schema.ts';

/** One field of a schema: `items[].sku` for what stands in a list of objects. */
export type Field = { path: string; type: string; isRequired: boolean; limits: string[]; meaning: string };

/** The fields of an object schema, those inside it after it. */
export function describeFields(schema: Keywords, prefix = ''): Field[] {
  const required = textsOf(schema.required);
  return [...namedSchemas(schema.properties)].flatMap(([name, node]) => {
    const path = prefix + name;
    const keywords = isKeywords(node) ? node : {};
    const field = { path, isRequired: required.includes(name), meaning: textOf(keywords.description) };
    return [{ ...field, type: typeOf(node), limits: limitsOf(keywords) }, ...fieldsInside(keywords, path)];
  });
}

function fieldsInside(schema: Keywords, path: string): Field[] {
  if (schema.type === 'object') return describeFields(schema, `${path}.`);
  return isKeywords(schema.items) ? fieldsInside(schema.items, `${path}[]`) : [];
}

function typeOf(schema: JsonSchema): string {
  if (!isKeywords(schema)) return schema ? 'anything' : 'nothing';
  if (Object.hasOwn(schema, 'const')) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  const types = typeof schema.type === 'string' ? [schema.type] : textsOf(schema.type);
  const type = types.join(' or ') || 'anything';
  if (type === 'array' && isSchema(schema.items)) return `list of ${typeOf(schema.items)}`;
  return typeof schema.format === 'string' ? `${type}, ${schema.format}` : type;
}

const ranges: [least: string, most: string, of: string][] = [
  ['minLength', 'maxLength', ' characters'],
  ['minimum', 'maximum', ''],
  ['minItems', 'maxItems', ' items'],
];
const limitWords: [keyword: string, words: string][] = [
  ['exclusiveMinimum', 'more than $'],
  ['exclusiveMaximum', 'less than $'],
  ['multipleOf', 'a multiple of $'],
  ['pattern', 'fits $'],
  ['default', 'default $'],
];

function limitsOf(schema: Keywords): string[] {
  const rest = limitWords
    .filter(([keyword]) => Object.hasOwn(schema, keyword))
    .map(([keyword, words]) => words.replace('$', () => JSON.stringify(schema[keyword])));
  const own = [...ranges.flatMap((range) => rangeOf(schema, range)), ...rest];
  return schema.uniqueItems === true ? [...own, 'all different'] : own;
}

function rangeOf(schema: Keywords, [least, most, of]: [string, string, string]): string[] {
  const low = schema[least];
  const high = schema[most];
  if (low === undefined && high === undefined) return [];
  if (high === undefined) return [`${low}${of} or more`];
  return [low === undefined ? `up to ${high}${of}` : `${low} to ${high}${of}`];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
