type Content = Record<string, unknown>;

/** `base` with everything that `content` says, field by field; a list as long as `content` says it is. */
export function mergeContent(base: Content, content: unknown): Content {
  if (!isContent(content)) return base;
  const merged = Object.entries(content).map(([name, value]) => [name, mergeValue(base[name], value)]);
  return { ...base, ...Object.fromEntries(merged) };
}

function mergeValue(base: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const from: unknown[] = Array.isArray(base) ? base : [];
    return value.map((element, index) => mergeValue(from[index] ?? from[0], element));
  }
  return isContent(value) ? mergeContent(isContent(base) ? base : {}, value) : value;
}

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
