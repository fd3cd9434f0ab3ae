import type { RecordAt } from './record-href.ts';

/** The record that `topic/partition/offset` names; null for any other text. */
export function readRecordName(text: string): RecordAt | null {
  const [, topic, partition, offset] = /^([\w.-]{1,249})\/(\d{1,9})\/(\d{1,18})$/.exec(text.trim()) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return null;
  return { topic, partition: Number(partition), offset, stored: null };
}
