// The parts of kafkajs 2.2.4 behind its public door that the repairs of this folder touch; `check-version.ts` guards them.
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
}

declare module 'kafkajs/src/instrumentation/emitter.js' {
  export default class InstrumentationEventEmitter {
    addListener(event: string, listener: (event: { payload: { apiName: string } }) => void): () => void;
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  import type { Logger, logCreator, logLevel } from 'kafkajs';
  export function createLogger(options: { level: logLevel; logCreator: logCreator }): Logger;
}

declare module 'kafkajs/src/network/socketFactory.js' {
  import type { ISocketFactory } from 'kafkajs';
  export default function socketFactory(): ISocketFactory;
}

declare module 'kafkajs/src/cluster/index.js' {
  export interface WireRequest {
    apiKey: number;
    apiVersion: number;
    apiName: string;
    encode(): Promise<unknown>;
  }
  export interface WireResponse<T> {
    decode(payload: Buffer): Promise<T>;
    parse(decoded: T): Promise<T>;
  }
  export interface Broker {
    nodeId: string;
    versions: Record<number, { minVersion: number; maxVersion: number }> | null;
    connectionPool: { send<T>(message: { request: WireRequest; response: WireResponse<T> }): Promise<T> };
    metadata(topics: string[]): Promise<{
      clusterId: string;
      topicMetadata: {
        topic: string;
        isInternal: boolean;
        partitionMetadata: { partitionId: number; leader: number }[];
      }[];
    }>;
    deleteRecords(request: {
      topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
    }): Promise<unknown>;
    leaveGroup(request: { groupId: string; memberId: string }): Promise<void>;
    joinGroup(request: {
      groupId: string;
      memberId: string;
      sessionTimeout: number;
      rebalanceTimeout: number;
      protocolType: string;
      groupProtocols: { name: string; metadata: Buffer }[];
    }): Promise<unknown>;
    describeGroups(request: { groupIds: string[] }): Promise<{
      groups: {
        groupId: string;
        state: string;
        protocolType: string;
        protocol: string;
        members: {
          memberId: string;
          clientId: string;
          clientHost: string;
          memberMetadata: Buffer;
          memberAssignment: Buffer;
        }[];
      }[];
    }>;
    listGroups(): Promise<{ groups: { groupId: string; protocolType: string }[] }>;
    offsetCommit(request: {
      groupId: string;
      groupGenerationId: number;
      memberId: string;
      topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
    }): Promise<unknown>;
    offsetFetch(request: { groupId: string; topics: [] }): Promise<{
      responses: { topic: string; partitions: { partition: number; offset: string }[] }[];
    }>;
  }
  export default class Cluster {
    constructor(options: Record<string, unknown>);
    brokerPool: { findConnectedBroker(): Promise<Broker>; getNodeIds(): string[] };
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    refreshMetadata(): Promise<void>;
    findBroker(node: { nodeId: string }): Promise<Broker>;
    findGroupCoordinator(group: { groupId: string }): Promise<Broker>;
  }
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    writeBuffer(value: Buffer): this;
  }
}

declare module 'kafkajs/src/protocol/error.js' {
  export function createErrorFromCode(code: number): Error & { type: string; code: number; retriable: boolean };
}

declare module 'kafkajs/src/protocol/requests/fetch/v10/response.js' {
  import type { FetchResponse } from 'kafkajs/src/protocol/requests/fetch/v11/response.js';

  const response: FetchResponse;
  export default response;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  export interface FetchedPartitionData {
    partition: number;
    errorCode: number;
    highWatermark: string;
    abortedTransactions: [];
    preferredReadReplica: number;
    messages: [];
  }
  export interface FetchResponseData {
    throttleTime: number;
    clientSideThrottleTime: number;
    errorCode: number;
    sessionId: number;
    responses: { topicName: string; partitions: FetchedPartitionData[] }[];
  }
  export interface FetchResponse {
    decode(payload: Buffer): Promise<FetchResponseData>;
    parse(decoded: FetchResponseData): Promise<FetchResponseData>;
  }
  const response: FetchResponse;
  export default response;
}

declare module 'kafkajs/src/consumer/consumerGroup.js' {
  import type { Assigner } from 'kafkajs';
  import type Broker from 'kafkajs/src/broker/index.js';
  export interface GroupCluster {
    refreshMetadata(): Promise<void>;
    findBroker(node: { nodeId: string }): Promise<Broker>;
    fetchTopicsOffset(
      topics: { topic: string; partitions: { partition: number }[]; fromBeginning: boolean }[],
    ): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>;
  }
  export interface GroupOffsets {
    resolvedOffsets: Record<string, Record<number, string> | undefined>;
    committedOffsets(): Record<string, Record<number, string> | undefined>;
    nextOffset(topic: string, partition: number): { toString(): string };
  }
  export interface GroupBatch {
    topic: string;
    partition: number;
    fetchedOffset: string;
    rawMessages: [];
  }
  export default class ConsumerGroup {
    cluster: GroupCluster;
    assigners: Assigner[];
    offsetManager: GroupOffsets;
    fetch(nodeId: string): Promise<GroupBatch[]>;
    joinAndSync(): Promise<void>;
    recoverFromFetch(error: Error): Promise<void>;
    recoverFromOffsetOutOfRange(where: { topic: string; partition: number }): Promise<void>;
  }
}

declare module 'kafkajs/src/protocol/recordBatch/crc32C/index.js' {
  export default function crc32c(bytes: Buffer): number;
}

declare module 'kafkajs/src/protocol/requests/metadata/v6/response.js' {
  interface DecodedMetadata {
    topicMetadata: { topicErrorCode: number; topic: string }[];
  }
  const response: { parse(decoded: DecodedMetadata): Promise<DecodedMetadata> };
  export default response;
}

declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';
  import type { WireRequest, WireResponse } from 'kafkajs/src/cluster/index.js';

  export default class Connection {
    constructor(options: Record<string, unknown>);
    socket?: Socket;
    chunks: Buffer[];
    bytesBuffered: number;
    bytesNeeded: number;
    isConnected(): boolean;
    connect(): Promise<unknown>;
    disconnect(): Promise<unknown>;
    send(message: { request: WireRequest; response: WireResponse<unknown>; requestTimeout?: number }): Promise<unknown>;
  }
}

declare module 'kafkajs/src/broker/index.js' {
  import type { WireRequest, WireResponse } from 'kafkajs/src/cluster/index.js';
  import type { FetchResponseData } from 'kafkajs/src/protocol/requests/fetch/v11/response.js';

  export default class Broker {
    versions: Record<number, { minVersion: number; maxVersion: number }> | null;
    connectionPool: { send<T>(message: { request: WireRequest; response: WireResponse<T> }): Promise<T> };
    fetch(request: {
      isolationLevel: number;
      maxWaitTime: number;
      minBytes: number;
      maxBytes: number;
      topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
    }): Promise<FetchResponseData>;
    disconnect(): Promise<void>;
  }
}
