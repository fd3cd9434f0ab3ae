import type { RecordBatch } from './kafka-record.ts';

/**
 * Stands in for kafkajs's batch object between its fetcher and our handler. kafkajs passes over batches without records
 * in silence; here they count as full, so that the handler sees every offset covered.
 */
export class FetchedBatch {
  readonly content: RecordBatch;
  readonly topic: string;
  readonly partition: number;
  readonly fetchedOffset: string;
  readonly highWatermark: string;
  /** Empty on purpose: kafkajs would take the last message's offset for the end of the batch. */
  readonly messages: [] = [];

  constructor(content: RecordBatch) {
    this.content = content;
    this.topic = content.topic;
    this.partition = content.partition;
    this.fetchedOffset = content.fetchedOffset.toString();
    this.highWatermark = content.highWatermark.toString();
  }

  isEmpty(): boolean {
    return this.content.lastOffset < this.content.fetchedOffset;
  }

  isEmptyDueToFiltering(): boolean {
    return false;
  }

  firstOffset(): string {
    return this.fetchedOffset;
  }

  lastOffset(): string {
    return this.content.lastOffset.toString();
  }

  offsetLag(): string {
    return (this.content.highWatermark - 1n - this.content.lastOffset).toString();
  }

  offsetLagLow(): string {
    return (this.content.highWatermark - 1n - this.content.fetchedOffset).toString();
  }
}
