/** Names one record. `stored` only where several stand under one offset: a topic that was made anew. */
export type RecordAt = { topic: string; partition: number; offset: string; stored: string | null };

/** The address of a record's page. */
export function recordHref({ topic, partition, offset, stored }: RecordAt): string {
  const which = stored === null ? '' : `?stored=${stored}`;
  return `/records/${encodeURIComponent(topic)}/${partition}/${offset}${which}`;
}
