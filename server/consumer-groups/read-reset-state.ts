import type { PartProblem } from '#schemas/api/common.ts';
import type { PastReset, ResetState } from '#schemas/api/group-reset.ts';
import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import type { ResetDoors } from './preview-reset.ts';
import { type ResetGroup, readResetGroup } from './read-reset-group.ts';
import { resetRefusal } from './reset-refusal.ts';
import { readLastReset } from './reset-store.ts';
import { readUndo } from './undo-reset.ts';

/** As many as a dialog can show and a request can name. */
const mostPartitions = 5_000;

/** How a group stands in Kafka at this moment, whether its offsets could be moved, and its last reset. */
export async function readResetState(doors: ResetDoors, group: string, operator: string): Promise<ResetState> {
  const { pool, kafka, rights } = doors;
  const [now, last] = await Promise.all([readResetGroup(kafka, group), readLastReset(pool, group)]);
  const known = partitionsOf(now);
  const ends = await kafka.reader.partitionEnds(known.slice(0, mostPartitions));
  return {
    group,
    protocol: now.protocol,
    state: now.state,
    members: now.members.length,
    refused: resetRefusal(now, rights),
    operator,
    partitions: ends.map(({ topic, partition, logStart, logEnd }) => ({
      topic,
      partition,
      committed: now.committed.get(partitionKey({ topic, partition }))?.toString() ?? null,
      logStart: logStart?.toString() ?? null,
      logEnd: logEnd?.toString() ?? null,
    })),
    last: last && pastOf(last, await readUndo(doors, now, last)),
    asOf: new Date().toISOString(),
    problems: problemsOf(now, ends, known.length),
  };
}

/** All partitions of the topics that it has committed for or that its members read, in the order of their names. */
function partitionsOf({ committed, members, topics }: ResetGroup): TopicPartition[] {
  const read = members.flatMap(({ assigned, subscribed }) => [...assigned.map(({ topic }) => topic), ...subscribed]);
  const names = new Set([...committed.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))).concat(read));
  return [...names]
    .sort()
    .flatMap((topic) => (topics.get(topic)?.partitions ?? []).map(({ partition }) => ({ topic, partition })));
}

function problemsOf(
  { unread }: ResetGroup,
  ends: readonly (TopicPartition & { problem: string | null })[],
  known: number,
): PartProblem[] {
  const cut =
    known > mostPartitions ? [{ what: 'partitions', detail: `Only ${mostPartitions} of ${known} are told` }] : [];
  return [
    ...ends.flatMap((one) => (one.problem === null ? [] : [{ what: partitionKey(one), detail: one.problem }])),
    ...Array.from(unread, ([what, detail]) => ({ what, detail })),
    ...cut,
  ];
}

function pastOf(last: NonNullable<Awaited<ReturnType<typeof readLastReset>>>, undo: PastReset['undo']): PastReset {
  const { id, run_at: runAt, actor, name, reason, outcome, moves, previewed_at: previewedAt } = last;
  return {
    resetId: id,
    at: (runAt ?? previewedAt).toISOString(),
    actor: actor ?? '',
    name,
    reason: reason ?? '',
    outcome: outcome ?? 'begun',
    partitions: moves.length,
    undo,
  };
}
