import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { ResetPreview, ResetPreviewRequest, ResetTarget, TouchedFlows } from '#schemas/api/group-reset.ts';
import { type OffsetStretch, readFlowsOfOffsets } from '#server/event-flow/index.ts';
import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import { choosePartitions } from './choose-partitions.ts';
import { type PlannedMove, planMove } from './plan-move.ts';
import { readGroupPlaces } from './read-group-places.ts';
import { readPlaces } from './read-places.ts';
import { type ResetGroup, type ResetKafka, readResetGroup } from './read-reset-group.ts';
import { type ResetRights, resetRefusal } from './reset-refusal.ts';
import { type KeptMove, keepPreview } from './reset-store.ts';
import { resetWarnings } from './reset-warnings.ts';

export type ResetDoors = { pool: pg.Pool; kafka: ResetKafka; rights: ResetRights };

/** A preview is of a moment: after that much time too much has moved to go by it. */
export const previewLastsMs = 15 * 60_000;

/** Looked at in the index for one preview, and flows told by name. */
const bounds = { most: 20_000, flows: 20 };

/** What a reset would do, asked of Kafka and the index; writes nothing to Kafka, and keeps the preview so that it can be run. */
export async function previewReset(
  { pool, kafka, rights }: ResetDoors,
  group: string,
  { to, ...asked }: ResetPreviewRequest,
): Promise<ResetPreview> {
  const now = await readResetGroup(kafka, group);
  const { chosen, problems } = choosePartitions(now.topics, asked);
  const planned = await planAll(kafka, now, chosen, to);
  const moves = planned.moves.filter((move) => move.from !== move.to);
  const totals = { skipped: sumOf(moves, 'skipped'), readAgain: sumOf(moves, 'readAgain') };
  const [skipped, readAgain, shared, kept] = await Promise.all([
    touched(pool, moves, 'skipped'),
    touched(pool, moves, 'readAgain'),
    readSharing(pool, group, chosen),
    keepPreview(pool, { group, asked: askedOf({ ...asked, to }), moves: moves.map((move) => keptMove(now, move)) }),
  ]);
  return {
    previewId: kept.id,
    group,
    to,
    asOf: kept.at.toISOString(),
    expiresAt: new Date(kept.at.getTime() + previewLastsMs).toISOString(),
    refused: moves.length === 0 ? nothingMoves(chosen.length) : resetRefusal(now, rights),
    moves: moves.map(shownMove),
    unmoved: planned.moves.length - moves.length,
    skipped: totals.skipped.toString(),
    readAgain: totals.readAgain.toString(),
    flows: { skipped, readAgain },
    ...shared,
    warnings: resetWarnings(now, totals),
    problems: [...problems, ...planned.problems],
  };
}

/** What was asked, in one form whatever was left out. */
export function askedOf({ topics, partitions, to }: Partial<Omit<ResetPreviewRequest, 'reason'>>) {
  return { topics: topics ?? [], partitions: partitions ?? [], to };
}

async function planAll(
  kafka: ResetKafka,
  now: ResetGroup,
  chosen: readonly TopicPartition[],
  to: ResetTarget,
): Promise<{ moves: PlannedMove[]; problems: PartProblem[] }> {
  const [{ places, problems }, times] = await Promise.all([
    readPlaces(kafka, now, chosen),
    typeof to === 'object' && 'timestamp' in to
      ? kafka.reader.offsetsAtTime(chosen, Date.parse(to.timestamp))
      : ([] as { topic: string; partition: number; offset: bigint }[]),
  ]);
  const atTime = new Map(times.map((one) => [partitionKey(one), one.offset]));
  const moves: PlannedMove[] = [];
  for (const place of places) {
    const planned = planMove(place, to, atTime.get(partitionKey(place)) ?? null);
    if ('problem' in planned) problems.push({ what: partitionKey(place), detail: planned.problem });
    else moves.push(planned);
  }
  return { moves, problems };
}

function nothingMoves(chosen: number): string {
  return chosen === 0 ? 'None of what was chosen exists.' : 'Nothing would move: the group stands there already.';
}

function sumOf(moves: readonly PlannedMove[], what: 'skipped' | 'readAgain'): bigint {
  return moves.reduce((sum, move) => sum + (move[what] ?? 0n), 0n);
}

async function touched(
  pool: pg.Pool,
  moves: readonly PlannedMove[],
  what: 'skipped' | 'readAgain',
): Promise<TouchedFlows> {
  const stretches = moves.filter((move) => (move[what] ?? 0n) > 0n).map(stretchOf);
  const { items, ...counts } = await readFlowsOfOffsets(pool, stretches, bounds);
  return {
    ...counts,
    items: items.map(({ correlationId, business, status, lastEventAt }) => ({
      correlationId,
      business,
      status,
      lastEventAt,
    })),
  };
}

/** Between where the group stands and where it goes, as far as the log still holds it. */
function stretchOf({ topic, partition, from, to, logStart, logEnd }: PlannedMove): OffsetStretch {
  const stands = clamped(from ?? to, logStart, logEnd);
  return { topic, partition, from: stands < to ? stands : to, to: stands < to ? to : stands };
}

function clamped(value: bigint, least: bigint, most: bigint): bigint {
  if (value < least) return least;
  return value > most ? most : value;
}

async function readSharing(pool: pg.Pool, group: string, chosen: readonly TopicPartition[]) {
  const { places, asOf } = await readGroupPlaces(pool, chosen);
  const others = Map.groupBy(
    places.filter((one) => one.group !== group),
    (one) => one.group,
  );
  return {
    sharedWith: [...others].map(([name, own]) => ({
      group: name,
      topics: [...new Set(own.map(({ topic }) => topic))],
      members: own[0]?.members ?? null,
    })),
    sharedAsOf: asOf?.toISOString() ?? null,
  };
}

function keptMove({ topics }: ResetGroup, { topic, partition, from, to }: PlannedMove): KeptMove {
  const topicId = topics.get(topic)?.topicId ?? null;
  return { topic, partition, topicId, from: from?.toString() ?? null, to: to.toString() };
}

function shownMove({ topic, partition, note, ...offsets }: PlannedMove): ResetPreview['moves'][number] {
  const { from, to, logStart, logEnd, skipped, readAgain } = offsets;
  return {
    topic,
    partition,
    from: from?.toString() ?? null,
    to: to.toString(),
    logStart: logStart.toString(),
    logEnd: logEnd.toString(),
    skipped: skipped?.toString() ?? null,
    readAgain: readAgain?.toString() ?? null,
    note,
  };
}
