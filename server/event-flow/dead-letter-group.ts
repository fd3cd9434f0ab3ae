const deadLetterTopic = /\.([^.]+)\.dlq$/;

/** The consumer group that gave up on the records of `<topic>.<group>.dlq`; null for any other topic. */
export function deadLetterGroup(topic: string): string | null {
  return deadLetterTopic.exec(topic)?.[1] ?? null;
}
