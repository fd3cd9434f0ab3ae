import { Matchers } from '@pact-foundation/pact';

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
const time = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$';

/** What a consumer needs of `example`, as Pact writes it down: the fields at these paths, each by its kind of value. */
export function neededContent(example: object, needs: readonly string[]): Record<string, unknown> {
  const byField = Map.groupBy(needs, (path) => /^[^.[]+/.exec(path)?.[0] ?? '');
  return Object.fromEntries(
    [...byField].map(([field, paths]) => {
      if (!Object.hasOwn(example, field)) throw new Error(`the example has no field ${field}`);
      const inner = paths.map((path) => path.slice(field.length).replace(/^\./, ''));
      return [field, neededPart(Reflect.get(example, field), inner)];
    }),
  );
}

function neededPart(example: unknown, needs: readonly string[]): unknown {
  if (needs.includes('')) return matcherOf(example);
  if (Array.isArray(example)) {
    const inner = needs.map((path) => path.replace(/^\[\]\.?/, ''));
    return Matchers.eachLike(neededPart(example[0], inner));
  }
  if (typeof example !== 'object' || example === null) throw new Error(`nothing is at ${needs.join(', ')}`);
  return neededContent(example, needs);
}

function matcherOf(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? Matchers.integer(value) : Matchers.number(value);
    case 'boolean':
      return Matchers.boolean(value);
    case 'string':
      return textMatcherOf(value);
    default:
      throw new Error(`a need must name a text, a number or a boolean, not ${JSON.stringify(value)}`);
  }
}

function textMatcherOf(value: string): unknown {
  if (new RegExp(uuid).test(value)) return Matchers.regex(uuid, value);
  if (new RegExp(time).test(value)) return Matchers.regex(time, value);
  return Matchers.string(value);
}
