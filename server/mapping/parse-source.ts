/** One step of a JSON path: a name, a place in a list, or every element of it. */
type PathStep = string | number | typeof everyElement;
const everyElement = Symbol('*');

export type Source =
  | { kind: 'header'; name: string }
  | { kind: 'path'; steps: readonly PathStep[] }
  | { kind: 'key' }
  | { kind: 'topic' }
  | { kind: 'text'; text: string };

const steps = /\.([^.[]+)|\[(?:(\d+)|(\*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/gu;

/** Reads a source that the schema of mappings has let through. */
export function parseSource(text: string): Source {
  if (text === 'key' || text === 'topic') return { kind: text };
  if (text.startsWith('header:')) return { kind: 'header', name: text.slice('header:'.length).toLowerCase() };
  if (text.startsWith('text:')) return { kind: 'text', text: text.slice('text:'.length) };
  return { kind: 'path', steps: Array.from(text.matchAll(steps), stepOf) };
}

function stepOf([, plain, index, every, single, double]: RegExpExecArray): PathStep {
  if (plain !== undefined) return plain;
  if (index !== undefined) return Number(index);
  if (every !== undefined) return everyElement;
  return (single ?? double ?? '').replaceAll(/\\(.)/g, '$1');
}

const mostFound = 100;

/** What stands at a path of a parsed JSON value: nothing, one value, or with `[*]` several, at most a hundred. */
export function readPath(json: unknown, path: readonly PathStep[]): unknown[] {
  let found: unknown[] = [json];
  for (const step of path) {
    found = found.flatMap((value) => childrenOf(value, step)).slice(0, mostFound);
    if (found.length === 0) return found;
  }
  return found;
}

function childrenOf(value: unknown, step: PathStep): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === everyElement) return Array.isArray(value) ? value.slice(0, mostFound) : [];
  if (typeof step === 'number') return Array.isArray(value) && step < value.length ? [value[step]] : [];
  if (Array.isArray(value) || !Object.hasOwn(value, step)) return [];
  const inner: unknown = Reflect.get(value, step);
  return [inner];
}
