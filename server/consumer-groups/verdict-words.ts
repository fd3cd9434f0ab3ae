const grouped = new Intl.NumberFormat('en-US');

export function tellCount(count: bigint | number, noun: string): string {
  return `${grouped.format(count)} ${noun}${BigInt(count) === 1n ? '' : 's'}`;
}

/** "40 s", "4 min", "3 h", "2 days": the largest unit of which there are two, so that it is never off by much. */
export function tellTime(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** "4 records wait", "1 record waits". */
export function tellWaiting(count: bigint): string {
  return `${tellCount(count, 'record')} ${count === 1n ? 'waits' : 'wait'}`;
}
