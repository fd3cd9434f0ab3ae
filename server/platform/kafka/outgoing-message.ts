import type { Message } from 'kafkajs';

/** A header to send: in this order, names may repeat, values may be null. `nameBytes` is sent in place of the name. */
export type OutgoingHeader = readonly [name: string, value: Buffer | string | null, nameBytes?: Buffer];

export interface OutgoingMessage {
  key: Buffer | string | null;
  value: Buffer | string | null;
  headers?: readonly OutgoingHeader[] | Readonly<Record<string, Buffer | string>>;
  /** Default: murmur2 of the key, as Java's clients do; without a key in turn. */
  partition?: number;
  /** Milliseconds since 1970, any 64-bit number; default now. */
  timestamp?: bigint;
}

/** What travels through kafkajs to our encoder. */
export interface EncodableMessage {
  key: Buffer | null;
  value: Buffer | null;
  headers: readonly OutgoingHeader[];
  partition?: number;
  timestamp: bigint;
}

export function encodable({ key, value, headers, partition, timestamp }: OutgoingMessage): EncodableMessage {
  return {
    key: toBuffer(key),
    value: toBuffer(value),
    headers: isList(headers) ? headers : Object.entries(headers ?? {}),
    ...(partition === undefined ? {} : { partition }),
    timestamp: timestamp ?? BigInt(Date.now()),
  };
}

/** About the bytes the message takes in a batch. */
export function sizeOf({ key, value, headers }: EncodableMessage): number {
  const ofHeaders = headers.reduce((sum, [name, content]) => sum + name.length + (content?.length ?? 0) + 6, 0);
  return 24 + (key?.length ?? 0) + (value?.length ?? 0) + ofHeaders;
}

function toBuffer(value: Buffer | string | null): Buffer | null {
  return typeof value === 'string' ? Buffer.from(value) : value;
}

function isList(headers: OutgoingMessage['headers']): headers is readonly OutgoingHeader[] {
  return Array.isArray(headers);
}

/** kafkajs hands messages as they are to the encoder, which is ours; its type knows texts and header objects only. */
export function asKafkajs(messages: EncodableMessage[]): Message[] {
  return messages as unknown as Message[];
}
