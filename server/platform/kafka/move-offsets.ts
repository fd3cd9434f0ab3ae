import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { NibbleError } from '#schemas/errors.ts';
import { askBroker } from './ask-broker.ts';
import { ByteWriter } from './byte-writer.ts';
import { errorWords } from './error-words.ts';
import type { TopicPartition } from './kafka-record.ts';
import { PlainReader } from './plain-reader.ts';

/** Where a group is to go on in a partition; null takes its commit away. */
export interface OffsetMove extends TopicPartition {
  offset: bigint | null;
}

/** A move that the broker did not make. */
export interface RefusedMove extends TopicPartition {
  /** `members`: the group has some, who alone may commit for it. */
  why: 'members' | 'other';
  detail: string;
}

const offsetCommit = { apiKey: 8, apiVersion: 5, apiName: 'OffsetCommit' };
const offsetDelete = { apiKey: 47, apiVersion: 0, apiName: 'OffsetDelete' };
const ofNoMember = -1;

/** The coordinator is loading, away, elsewhere or slow: asked again, it or another one answers. */
const passing = new Set([7, 14, 15, 16]);
// Illegal generation, unknown member, rebalance in progress, non-empty group, subscribed to the topic, fenced, stale epoch.
const ofMembers = new Set([22, 25, 27, 68, 86, 110, 113]);

/**
 * Commits in the name of a group without members, which is all that the broker lets anyone but its members do. Gives what
 * was refused, each partition for itself; throws `unavailable` where asking again may help.
 */
export async function moveOffsets(
  cluster: Cluster,
  group: string,
  moves: readonly OffsetMove[],
): Promise<RefusedMove[]> {
  const coordinator = await cluster.findGroupCoordinator({ groupId: group });
  const committed = moves.filter(({ offset }) => offset !== null);
  const deleted = moves.filter(({ offset }) => offset === null);
  const answers = [
    committed.length === 0 ? [] : await commit(coordinator, group, committed),
    deleted.length === 0 ? [] : await takeAway(coordinator, group, deleted),
  ].flat();
  return answers.flatMap(refusedOf);
}

interface Answer extends TopicPartition {
  code: number;
}

async function commit(broker: Broker, group: string, moves: readonly OffsetMove[]): Promise<Answer[]> {
  return await askBroker(broker, { ...offsetCommit, body: encodeOffsetCommit(group, moves) }, decodeOffsetCommit);
}

async function takeAway(broker: Broker, group: string, moves: readonly OffsetMove[]): Promise<Answer[]> {
  const { code, answers } = await askBroker(
    broker,
    { ...offsetDelete, body: encodeOffsetDelete(group, moves) },
    decodeOffsetDelete,
  );
  return code === 0 ? answers : moves.map(({ topic, partition }) => ({ topic, partition, code }));
}

export function encodeOffsetCommit(group: string, moves: readonly OffsetMove[]): Buffer {
  const writer = new ByteWriter();
  writer.string(group);
  writer.int32(ofNoMember);
  writer.string('');
  writeByTopic(writer, moves, ({ partition, offset }) => {
    writer.int32(partition);
    writer.int64(offset ?? -1n);
    writer.string(null); // nothing to note beside it
  });
  return writer.written();
}

export function encodeOffsetDelete(group: string, moves: readonly OffsetMove[]): Buffer {
  const writer = new ByteWriter();
  writer.string(group);
  writeByTopic(writer, moves, ({ partition }) => writer.int32(partition));
  return writer.written();
}

function writeByTopic(writer: ByteWriter, moves: readonly OffsetMove[], write: (move: OffsetMove) => void): void {
  const byTopic = Map.groupBy(moves, ({ topic }) => topic);
  writer.int32(byTopic.size);
  for (const [topic, ofTopic] of byTopic) {
    writer.string(topic);
    writer.int32(ofTopic.length);
    for (const move of ofTopic) write(move);
  }
}

export function decodeOffsetCommit(payload: Buffer): Answer[] {
  const reader = new PlainReader(payload);
  reader.int32(); // throttle time
  return readAnswers(reader);
}

export function decodeOffsetDelete(payload: Buffer): { code: number; answers: Answer[] } {
  const reader = new PlainReader(payload);
  const code = reader.int16();
  reader.int32(); // throttle time
  return { code, answers: readAnswers(reader) };
}

function readAnswers(reader: PlainReader): Answer[] {
  return reader
    .array(() => {
      const topic = reader.string();
      return reader.array(() => ({ topic, partition: reader.int32(), code: reader.int16() }));
    })
    .flat();
}

function refusedOf({ topic, partition, code }: Answer): RefusedMove[] {
  if (code === 0) return [];
  const detail = errorWords(code) ?? '';
  if (passing.has(code)) throw new NibbleError('unavailable', detail);
  if (ofMembers.has(code)) return [{ topic, partition, why: 'members', detail: 'The group has members' }];
  return [{ topic, partition, why: 'other', detail }];
}
