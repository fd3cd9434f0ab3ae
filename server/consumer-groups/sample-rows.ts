import type { CopyValue } from '#server/platform/db/index.ts';
import { repeatedMs } from './history-steps.ts';
import type { GroupMemory, GroupTopicMemory, LagMemory, TopicMemory } from './lag-memory.ts';
import { addToRollUp, type Rolled, type RollUpUnit } from './roll-up.ts';

type Row = CopyValue[];
/** `readMs`: when the commits were read, a little before `atMs`. */
export type Round = { slot: number; readMs: number; atMs: number };

export const commitColumns = [
  ...['at', 'since', 'group_id', 'topic_id', 'lag', 'lag_ms', 'lag_error_ms', 'members', 'verdict', 'committed'],
] as const;
export const logColumns = ['at', 'topic_id', 'log_start', 'log_end'] as const;
export const rolledColumns = [
  ...['at', 'group_id', 'topic_id', 'lag', 'lag_ms', 'lag_error_ms', 'members', 'verdict'],
] as const;

/** Behind, nothing but time may change: so often is that told. */
const waitingMs = 5_000;
/** So many rows a second are enough; of more, each comes less often. */
const rowsPerSecond = 100;
/** Stands for a group that could not be asked. */
const unasked = Number.NaN;

export type SampleRows = { commits: Row[]; logs: Row[]; rolled: Record<RollUpUnit, Row[]> };

/** What of this round is to be written as samples: what changed, and what was not told for long. Notes it as written. */
export function sampleRows(memory: LagMemory, round: Round): SampleRows {
  const rows: SampleRows = { commits: [], logs: [], rolled: { minute: [], hour: [] } };
  const due: { group: GroupMemory; of: GroupTopicMemory }[] = [];
  for (const group of memory.groups.values())
    for (const of of group.topics.values()) {
      rollUp(rows, group, of, round);
      if (isDue(group, of, round)) due.push({ group, of });
    }
  const spacingMs = (due.length / rowsPerSecond) * 1_000;
  for (const { group, of } of due)
    if (due.length <= rowsPerSecond || round.atMs - of.written.atMs >= spacingMs)
      rows.commits.push(commitRow(group, of, round));
  for (const topic of memory.topics.values()) {
    const row = logRow(topic, round);
    if (row) rows.logs.push(row);
  }
  return rows;
}

function isDue(group: GroupMemory, of: GroupTopicMemory, { readMs, atMs }: Round): boolean {
  if (group.askedMs !== atMs) return of.written.atMs > 0 && !Object.is(of.written.mark, unasked);
  const elapsedMs = atMs - of.written.atMs;
  if (of.mark === of.written.mark) of.heldMs = readMs;
  return of.mark !== of.written.mark || elapsedMs >= (of.summary?.lag === 0n ? repeatedMs.sample : waitingMs);
}

function commitRow(group: GroupMemory, of: GroupTopicMemory, { slot, readMs, atMs }: Round): Row {
  const { lag, lagMs, lagErrorMs, members, verdict } = rolledOf(group, of, atMs);
  const since = of.heldMs === 0 ? null : new Date(of.heldMs);
  of.written = { mark: group.askedMs === atMs ? of.mark : unasked, atMs };
  if (group.askedMs === atMs) of.heldMs = readMs;
  const [topic, committed] = [of.topic.id, of.commits.column(slot)];
  return [new Date(atMs), since, group.id, topic, lag, lagMs, lagErrorMs, members, verdict, committed];
}

function rolledOf(group: GroupMemory, of: GroupTopicMemory, atMs: number): Rolled {
  const members = group.members?.length ?? null;
  if (group.askedMs !== atMs || !of.summary)
    return { lag: null, lagMs: null, lagErrorMs: null, members: null, verdict: null };
  const { lag, lagMs, lagErrorMs, verdict } = of.summary;
  return { lag, lagMs, lagErrorMs, members, verdict };
}

function rollUp(rows: SampleRows, group: GroupMemory, of: GroupTopicMemory, { atMs }: Round): void {
  for (const rolling of of.rollUps) {
    const row = addToRollUp(rolling, atMs, rolledOf(group, of, atMs));
    if (!row) continue;
    const { lag, lagMs, lagErrorMs, members, verdict } = row;
    rows.rolled[rolling.unit].push([
      ...[new Date(row.atMs), group.id, of.topic.id, lag, lagMs, lagErrorMs, members, verdict],
    ]);
  }
}

function logRow(topic: TopicMemory, { slot, atMs }: Round): Row | null {
  const [starts, ends] = [topic.starts.column(slot), topic.ends.column(slot)];
  const mark = markOfTexts(starts, ends);
  if (mark === topic.written.mark && atMs - topic.written.atMs < repeatedMs.sample) return null;
  topic.written = { mark, atMs };
  return [new Date(atMs), topic.id, starts, ends];
}

function markOfTexts(...lists: readonly string[][]): number {
  let mark = 0x811c9dc5;
  for (const list of lists)
    for (const text of list)
      for (let at = 0; at <= text.length; at += 1) mark = Math.imul(mark ^ (text.charCodeAt(at) | 0), 0x01000193);
  return mark;
}
