import type Cluster from 'kafkajs/src/cluster/index.js';
import { askNode } from './ask-node.ts';
import { byLeader, forgetLeaders } from './by-leader.ts';
import { errorWords } from './error-words.ts';
import type { TopicPartition } from './kafka-record.ts';
import { askOffsets, type OffsetAnswer, type OffsetQuestion } from './list-offsets.ts';

export interface PartitionOffsets extends TopicPartition {
  /** One for each question, in their order; null where there is none or it was not told. */
  offsets: (bigint | null)[];
  problem: string | null;
}

type Table = Map<string, Map<number, PartitionOffsets>>;

// NOT_LEADER, FENCED and UNKNOWN_LEADER_EPOCH: another broker can be asked at once.
const movedCodes = new Set([6, 74, 76]);
const noOffset = -1n;

/**
 * Each partition once, in the order wanted. One request a leader and question; they are answered in their order. A leader that
 * does not answer, and a partition that has an error, is a problem of those partitions alone.
 */
export async function offsetsOfPartitions(
  cluster: Cluster,
  wanted: readonly TopicPartition[],
  questions: readonly OffsetQuestion[],
): Promise<PartitionOffsets[]> {
  const table = tableOf(wanted, questions.length);
  const moved = await askLeaders(cluster, table, rowsOf(table), questions);
  if (moved.length > 0) {
    forgetLeaders(cluster);
    await askLeaders(cluster, table, moved, questions);
  }
  return rowsOf(table);
}

function tableOf(wanted: readonly TopicPartition[], questions: number): Table {
  const table: Table = new Map();
  for (const { topic, partition } of wanted) {
    const rows = table.get(topic) ?? new Map<number, PartitionOffsets>();
    table.set(topic, rows);
    rows.set(partition, { topic, partition, offsets: Array.from({ length: questions }, () => null), problem: null });
  }
  return table;
}

function rowsOf(table: Table): PartitionOffsets[] {
  return [...table.values()].flatMap((rows) => [...rows.values()]);
}

/** Fills the rows, and gives those whose leader has moved. */
async function askLeaders(
  cluster: Cluster,
  table: Table,
  rows: readonly PartitionOffsets[],
  questions: readonly OffsetQuestion[],
): Promise<PartitionOffsets[]> {
  for (const row of rows) row.problem = 'The partition is not there, or has no leader now';
  const moved = new Set<PartitionOffsets>();
  const leaders = [...(await byLeader(cluster, rows))];
  const asking = leaders.flatMap(([leader, byTopic]) => {
    const own = [...byTopic.values()].flat();
    for (const row of own) row.problem = null;
    return questions.map(async (question, index) => {
      const answer = await askNode(cluster, String(leader), (broker) => askOffsets(broker, byTopic, question));
      if (!answer.ok) for (const row of own) row.problem = answer.problem;
      else for (const one of answer.value) note(table, one, index, moved);
    });
  });
  await Promise.all(asking);
  return [...moved];
}

function note(table: Table, { topic, partition, offset, errorCode }: OffsetAnswer, index: number, moved: Set<unknown>) {
  const row = table.get(topic)?.get(partition);
  if (!row) return;
  if (movedCodes.has(errorCode)) moved.add(row);
  if (errorCode !== 0) row.problem = errorWords(errorCode);
  else if (offset !== noOffset) row.offsets[index] = offset;
}
