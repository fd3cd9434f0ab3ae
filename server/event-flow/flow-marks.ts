const msBits = 42n;
const msMask = (1n << msBits) - 1n;
const mostMs = Number(msMask);
/** Beyond this a dictionary number leaves no room for a time beside it; words are not numbered that far. */
const mostType = 2 ** 21 - 1;

/** When the first event of each type was, by the type's dictionary number (ms). */
export type Marks = ReadonlyMap<number, number>;

/** As the column `marks` keeps them: the smallest number of a type is its earliest time. */
export function packMarks(marks: Marks): string {
  const packed: bigint[] = [];
  for (const [type, ms] of marks) {
    if (type > mostType) continue;
    packed.push((BigInt(type) << msBits) | BigInt(Math.min(Math.max(Math.trunc(ms), 0), mostMs)));
  }
  return arrayOf(packed);
}

export function unpackMarks(packed: readonly string[]): Map<number, number> {
  return new Map(packed.map(BigInt).map((mark) => [Number(mark >> msBits), Number(mark & msMask)]));
}

/** A record of a type in a topic of dead letters, both by dictionary number, as the column `dead` keeps it. */
export function packDead(topic: number, type: number): bigint {
  return (BigInt(topic) << 32n) | BigInt(type);
}

export function unpackDead(packed: string): { topic: number; type: number } {
  const dead = BigInt(packed);
  return { topic: Number(dead >> 32n), type: Number(dead & 0xffff_ffffn) };
}

/** The text of a bigint[]. */
export function arrayOf(numbers: readonly bigint[]): string {
  return `{${numbers.toSorted((a, b) => (a < b ? -1 : 1)).join(',')}}`;
}
