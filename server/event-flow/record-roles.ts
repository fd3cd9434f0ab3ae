import type { FlowEvent } from '#schemas/api/flow.ts';
import type { PackedRecord } from './block-format.ts';
import type { FlowEventRow } from './read-flow-events.ts';

/** What a record is to the event it carries; `copyOf`, `group`, `attempt` and `failure` as `schemas/api/flow.ts` says. */
export type RecordRole = Pick<FlowEvent, 'role' | 'copyOf' | 'group' | 'attempt' | 'failure'>;

/** The headers of `schemas/failure-headers.json` that a record carries; of a name that stands twice the last counts. */
type Told = ReadonlyMap<string, string>;
type Place = { role: FlowEvent['role']; stem: string };

const none: RecordRole = { role: 'event', copyOf: null, group: null, attempt: null, failure: null };
const telling = /^(?:retry|dlq|replay)\./;
const retryTopic = /^(.+)\.retry\.\d+$/;
const deadLetterTopic = /^(.+)\.dlq$/;
const longestMessage = 1024;

/**
 * Tells the first record of each event from those that repeat it, by topic and headers; a record whose payload was not
 * read by its topic alone. Pure.
 */
export function rolesOf(
  events: readonly FlowEventRow[],
  payloads: ReadonlyMap<string, Pick<PackedRecord, 'headers'>>,
): Map<string, RecordRole> {
  const inLog = events.toSorted(byLog);
  const told = new Map(inLog.map(({ record }) => [record, tellingHeaders(payloads.get(record))]));
  const toldBy = ({ record }: FlowEventRow): Told => told.get(record) ?? new Map();
  const firsts = new Map<string, string>();
  for (const row of inLog) {
    if (row.eventId === null || firsts.has(row.eventId)) continue;
    if (roleOf(row, toldBy(row)) === 'event') firsts.set(row.eventId, row.record);
  }
  return new Map(
    inLog.map((row) => {
      const repeats = originalOf(row, toldBy(row), told, firsts);
      return [row.record, judge(row, toldBy(row), repeats)];
    }),
  );
}

/** When it happened: a record that repeats an event when it was written, as the event's own time is that of the first. */
export function timeOf({ eventMs, tsMs }: FlowEventRow, role: FlowEvent['role'] | undefined): number {
  return role === 'retry' || role === 'dead_letter' || role === 'replay' ? tsMs : eventMs;
}

function judge(row: FlowEventRow, told: Told, copyOf: string | null): RecordRole {
  const role = roleOf(row, told);
  if (role === 'event') return copyOf === null ? none : { ...none, role: 'duplicate', copyOf };
  return { role, copyOf, group: groupOf(row, told), attempt: attemptOf(role, told), failure: failureOf(told) };
}

/** As far as the record alone tells: that an event came before is not asked here. */
function roleOf({ topic }: FlowEventRow, told: Told): FlowEvent['role'] {
  const { role } = placeOf(topic);
  if (role === 'dead_letter' || (role === 'retry' && told.has('retry.attempt'))) return role;
  const isSentAgain = told.has('replay.id') || told.has('replay.of') || told.has('replay.target-group');
  // A dead letter that somebody sent back without our headers still has those of its failure.
  return isSentAgain || (role === 'event' && told.has('dlq.id')) ? 'replay' : role;
}

function placeOf(topic: string): Place {
  const dead = deadLetterTopic.exec(topic)?.[1];
  if (dead !== undefined) return { role: 'dead_letter', stem: dead };
  const retried = retryTopic.exec(topic)?.[1];
  return retried === undefined ? { role: 'event', stem: topic } : { role: 'retry', stem: retried };
}

/** By the place that its headers name, else the first record with its event id. */
function originalOf(
  { record, eventId }: FlowEventRow,
  told: Told,
  shown: ReadonlyMap<string, unknown>,
  firsts: ReadonlyMap<string, string>,
): string | null {
  const named = ['topic', 'partition', 'offset'].map((part) => told.get(`dlq.original.${part}`)).join('/');
  if (named !== record && shown.has(named)) return named;
  const first = eventId === null ? undefined : firsts.get(eventId);
  return first === undefined || first === record ? null : first;
}

/** `<topic>.<group>` before the tier; where no header says how long the topic is, a group has no dot. */
function groupOf({ topic }: FlowEventRow, told: Told): string | null {
  const named = told.get('dlq.consumer.group') ?? told.get('replay.target-group');
  if (named !== undefined) return named;
  const { role, stem } = placeOf(topic);
  if (role === 'event') return null;
  const source = told.get('dlq.original.topic');
  if (source !== undefined && stem.startsWith(`${source}.`)) return stem.slice(source.length + 1);
  return stem.slice(stem.lastIndexOf('.') + 1);
}

/** The try that failed; after a replay they are counted anew. */
function attemptOf(role: FlowEvent['role'], told: Told): number | null {
  if (role === 'replay') return null;
  return wholeNumber(told.get(role === 'dead_letter' ? 'dlq.attempts' : 'retry.attempt'));
}

function failureOf(told: Told): RecordRole['failure'] {
  const type = told.get('dlq.error.type') ?? null;
  const message = told.get('dlq.error.message') ?? null;
  return type === null && message === null ? null : { type, message };
}

function tellingHeaders(payload: Pick<PackedRecord, 'headers'> | undefined): Told {
  const told = new Map<string, string>();
  for (const [name, value] of payload?.headers ?? []) {
    if (value !== null && telling.test(name)) told.set(name, value.toString('utf8', 0, longestMessage));
  }
  return told;
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** In the order in which the records were written, as far as their own times tell it. */
function byLog(a: FlowEventRow, b: FlowEventRow): number {
  return a.tsMs - b.tsMs || byName(a.record, b.record);
}
