import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { groupProtocols } from '#schemas/api/consumer-group.ts';
import { askBroker, spokenVersion } from './ask-broker.ts';
import { askNode } from './ask-node.ts';
import { ByteWriter } from './byte-writer.ts';
import { CompactReader } from './compact-reader.ts';
import type { GroupListing, GroupProtocol, GroupState } from './consumer-group.ts';
import { errorWords } from './error-words.ts';
import { groupState } from './group-state.ts';

export interface ListedGroups {
  groups: GroupListing[];
  /** Brokers whose groups are not among them. */
  problems: { broker: string; detail: string }[];
}

type Listed = Omit<GroupListing, 'coordinator'>;

const listGroupsKey = 16;
const versions = { oldest: 3, newest: 5 };
const withStates = 4;
const withTypes = 5;

/** Asks every broker which groups it keeps: one request each. */
export async function listGroups(cluster: Cluster): Promise<ListedGroups> {
  const groups = new Map<string, GroupListing>();
  const problems: ListedGroups['problems'] = [];
  const nodeIds = cluster.brokerPool.getNodeIds();
  const answers = await Promise.all(nodeIds.map((nodeId) => askNode(cluster, nodeId, listOfBroker)));
  for (const [index, broker] of nodeIds.entries()) {
    const answer = answers[index];
    if (!answer) continue;
    const detail = answer.ok ? answer.value.problem : answer.problem;
    if (detail !== null) problems.push({ broker, detail });
    // One that is moving between brokers may be listed by both.
    if (answer.ok)
      for (const one of answer.value.groups) groups.set(one.group, { ...one, coordinator: Number(broker) });
  }
  return { groups: [...groups.values()], problems };
}

async function listOfBroker(broker: Broker): Promise<{ groups: Listed[]; problem: string | null }> {
  const apiVersion = spokenVersion(broker, listGroupsKey, versions);
  if (apiVersion === null) return listByKafkajs(broker);
  const body = encodeListGroups(apiVersion);
  const request = { apiKey: listGroupsKey, apiVersion, apiName: 'ListGroups', body };
  return await askBroker(broker, request, (payload) => decodeListGroups(payload, apiVersion));
}

/** Before Kafka 2.4, where all groups are of the classic protocol. */
async function listByKafkajs(broker: Broker): Promise<{ groups: Listed[]; problem: null }> {
  const { groups } = await broker.listGroups();
  const listed = groups.map(({ groupId, protocolType }) => classicGroup(groupId, protocolType, 'unknown'));
  return { groups: listed, problem: null };
}

export function encodeListGroups(version: number): Buffer {
  const writer = new ByteWriter(8);
  writer.int8(0); // tags of the header
  if (version >= withStates) writer.unsigned(1); // of any state
  if (version >= withTypes) writer.unsigned(1); // of any type
  writer.int8(0);
  return writer.written();
}

export function decodeListGroups(payload: Buffer, version: number): { groups: Listed[]; problem: string | null } {
  const reader = new CompactReader(payload);
  reader.skipTags();
  reader.int32(); // throttle time
  const problem = errorWords(reader.int16());
  const groups = reader.array(() => {
    const group = reader.string() ?? '';
    const protocolType = reader.string() ?? '';
    const state = version >= withStates ? groupState(reader.string()) : 'unknown';
    const type = version >= withTypes ? reader.string() : null;
    reader.skipTags();
    if (type === null) return classicGroup(group, protocolType, state);
    return { group, protocolType, state, protocol: protocolOf(type) };
  });
  return { groups, problem };
}

function classicGroup(group: string, protocolType: string, state: GroupState): Listed {
  return { group, protocolType, state, protocol: protocolType === '' ? 'unknown' : 'classic' };
}

function protocolOf(type: string): GroupProtocol {
  const name = type.toLowerCase();
  return groupProtocols.find((known) => known === name) ?? 'unknown';
}
