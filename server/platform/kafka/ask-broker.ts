import type { Broker } from 'kafkajs/src/cluster/index.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';

export interface OwnRequest {
  apiKey: number;
  apiVersion: number;
  /** As `onRequest` is told it. */
  apiName: string;
  /** What follows the client id of the header; of a flexible version the header's tags come first. */
  body: Buffer;
}

/** Sends a request that kafkajs does not speak; `decode` is given what follows the answer's correlation id. */
export function askBroker<T>(
  broker: Pick<Broker, 'connectionPool'>,
  { apiKey, apiVersion, apiName, body }: OwnRequest,
  decode: (payload: Buffer) => T,
): Promise<T> {
  return broker.connectionPool.send<T>({
    request: { apiKey, apiVersion, apiName, encode: async () => new Encoder().writeBuffer(body) },
    response: { decode: async (payload) => decode(payload), parse: async (decoded) => decoded },
  });
}

/** The newest version that both sides speak, or null where the broker does not know the request at all. */
export function spokenVersion(
  broker: Pick<Broker, 'versions'>,
  apiKey: number,
  ours: { oldest: number; newest: number },
): number | null {
  const theirs = broker.versions?.[apiKey];
  if (!theirs) return null;
  const version = Math.min(theirs.maxVersion, ours.newest);
  return version >= Math.max(theirs.minVersion, ours.oldest) ? version : null;
}
