import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';

/** How each protocol is called, shortly where there is little room, and what that means for who reads. */
export const protocolWords: Record<ConsumerGroupItem['protocol'], { word: string; short: string; means: string }> = {
  classic: { word: 'classic', short: 'classic', means: 'The members share out partitions among themselves' },
  consumer: { word: 'consumer (KIP-848)', short: 'KIP-848', means: 'The broker shares out partitions' },
  share: { word: 'share', short: 'share', means: 'Several members read the same partition, record by record' },
  streams: { word: 'streams', short: 'streams', means: 'A Kafka Streams application; the broker shares out its tasks' },
  unknown: {
    word: 'protocol unknown',
    short: 'unknown',
    means: 'The broker does not say: a group that only commits, perhaps',
  },
};
