const grouped = new Intl.NumberFormat('en-US');

/** `1,204`. Takes decimal strings too, since offsets and lags outgrow JavaScript's numbers. */
export function formatCount(count: number | bigint | string): string {
  return grouped.format(typeof count === 'string' ? BigInt(count) : count);
}

/** `1 flow`, `3 flows`. */
export function formatNoun(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
