const grouped = new Intl.NumberFormat('en-US');

export function tellCount(count: bigint | number, noun: string): string {
  return `${grouped.format(count)} ${noun}${BigInt(count) === 1n ? '' : 's'}`;
}

/** "4 records wait", "1 record waits". */
export function tellWaiting(count: bigint): string {
  return `${tellCount(count, 'record')} ${count === 1n ? 'waits' : 'wait'}`;
}
