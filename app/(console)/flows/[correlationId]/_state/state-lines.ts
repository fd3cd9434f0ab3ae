export type StateLine = {
  /** JSON pointer of what stands in the line. */
  pointer: string;
  depth: number;
  name: string;
  /** Null where the lines below are its parts. */
  value: string | null;
  kind: 'text' | 'number' | 'word' | 'parts';
};

/** A state set out in lines, a field or place of a list each. */
export function stateLines(state: unknown): StateLine[] {
  return isParts(state) ? partsOf(state, '', 0) : [];
}

/** The pointer of a line, or of a part of it, is among these. */
export function isTouched({ pointer }: StateLine, pointers: readonly string[]): boolean {
  return pointers.some((touched) => pointer === touched || pointer.startsWith(`${touched}/`));
}

function partsOf(parts: object, pointer: string, depth: number): StateLine[] {
  return Object.entries(parts).flatMap(([name, value]) => {
    const own = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const line = { pointer: own, depth, name };
    if (!isParts(value)) return [{ ...line, ...leafOf(value) }];
    const below = partsOf(value, own, depth + 1);
    if (below.length > 0) return [{ ...line, value: null, kind: 'parts' as const }, ...below];
    return [{ ...line, value: Array.isArray(value) ? 'an empty list' : 'nothing in it', kind: 'word' as const }];
  });
}

function isParts(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function leafOf(value: unknown): Pick<StateLine, 'value' | 'kind'> {
  if (typeof value === 'string') return { value, kind: 'text' };
  return { value: String(value), kind: typeof value === 'number' ? 'number' : 'word' };
}
