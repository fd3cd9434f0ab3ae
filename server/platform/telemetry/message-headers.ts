/** One value of a Kafka or HTTP header as clients hand it over. */
export type HeaderValue = string | Buffer | null | undefined;

/** Headers in any of the shapes our doors meet: Kafka records (a list), Kafka messages and HTTP (an object), `fetch`. */
export type HeaderSource =
  | Iterable<readonly [name: string, value: HeaderValue, ...rest: unknown[]]>
  | Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;

/** All values of one header in the order they were sent. Kafka allows a name many times; names are case-sensitive. */
export function headerValues(headers: HeaderSource, name: string): string[] {
  const values = isPairs(headers)
    ? Array.from(headers).flatMap(([header, value]) => (header === name ? [value] : []))
    : [headers[name]].flat();
  return values.flatMap((value) => (value === null || value === undefined ? [] : [value.toString()]));
}

function isPairs(headers: HeaderSource): headers is Iterable<readonly [string, HeaderValue, ...unknown[]]> {
  return Symbol.iterator in headers;
}

/** HTTP header names are case-insensitive; Kafka's are not. */
export function lowerCaseNames(headers: HeaderSource): (readonly [string, HeaderValue])[] {
  const pairs = isPairs(headers)
    ? Array.from(headers)
    : Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  return pairs.map(([name, value]) => [name.toLowerCase(), value] as const);
}
