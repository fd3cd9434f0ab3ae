const place = /^([\w.-]{1,249})\/(\d{1,9})\/(\d{1,19})$/;

/** `topic/partition/offset` in its parts; null for any other text. */
export function placeOf(asked: string): { topic: string; partition: string; offset: string } | null {
  const [, topic, partition, offset] = place.exec(asked) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return null;
  return BigInt(offset) < 2n ** 63n && Number(partition) < 2 ** 31 ? { topic, partition, offset } : null;
}
