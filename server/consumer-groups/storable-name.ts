/** Bytes. Kafka takes names of 32 kB; what is longer than this fits into no index of the database. */
const longest = 2_000;

/** Whether the tables can hold a group's name; of one that they cannot nothing is known here. */
export function isStorableName(name: string): boolean {
  return !name.includes('\u0000') && Buffer.byteLength(name) <= longest;
}
