import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { withProcessSpan } from '#server/platform/telemetry/index.ts';
import { type Claim, claimEvent } from './claim-event.ts';
import type { NibbleEvent } from './event.ts';
import { type EventHandlers, handlerOf } from './handlers.ts';
import { headerText, readEvent } from './read-event.ts';
import { failureOf, isConflict, isDependencyOutage } from './retries/failure.ts';
import { dropHeld, hashOfKey, holdRecord, lockHeld } from './retries/held-records.ts';
import { lineageOf } from './retries/lineage.ts';
import { type FailedRecord, type PassOnSetting, passOn } from './retries/pass-on.ts';
import type { TopicPlace } from './retries/retry-topics.ts';
import { runWork, type WorkSetting } from './work.ts';

export type HandlingSetting = PassOnSetting & {
  work: WorkSetting;
  handlers: EventHandlers;
  /** The topics this group reads: those of the handled types and their retry tiers. */
  places: ReadonlyMap<string, TopicPlace>;
};

/** A record with all that its handling must know; `heldAs` when it comes out of the table of held ones. */
type Taken = FailedRecord & { heldAs: string | null };

/** `elsewhere`: another instance has the held record in hand. */
export type Outcome = Claim | 'passed on' | 'not ours' | 'elsewhere';

const quickTries = 4;
const firstPauseMs = 50;

/**
 * Handles one record: once, however often it comes. One that cannot be handled is passed on; returning means that its
 * offset may be committed. Throws when something the service needs does not answer: then nothing has happened.
 */
export async function handleRecord(
  setting: HandlingSetting,
  record: KafkaRecord,
  heldAs: string | null = null,
): Promise<Outcome> {
  if (!isMeantFor(setting.group, record)) return 'not ours';
  const place = setting.places.get(record.topic) ?? { source: record.topic, tier: 0 };
  const taken: Taken = { record, place, lineage: lineageOf(record, setting.group), order: null, heldAs };
  const read = readEvent(record, new Set(Object.keys(setting.handlers)));
  if (read.state === 'ignored') return 'not ours';
  if (read.state === 'refused') return await giveOn(setting, taken, read.failure);
  const ordered = { ...taken, order: orderOf(setting, taken, read.event) };
  return await inProcessSpan(setting.group, ordered, read.event, () => tryEvent(setting, ordered, read.event));
}

async function giveOn(...[setting, taken, failure]: Parameters<typeof passOn>): Promise<Outcome> {
  await passOn(setting, taken, failure);
  return 'passed on';
}

/** A record replayed for one group is none of the others' business. */
function isMeantFor(group: string, record: KafkaRecord): boolean {
  const target = headerText(record, 'replay.target-group');
  return target === undefined || target === group;
}

function orderOf({ handlers, group }: HandlingSetting, { record, place }: Taken, event: NibbleEvent) {
  if (record.key === null || handlerOf(handlers, event.event_type)?.order !== 'kept') return null;
  return { group, topic: place.source, keyHash: hashOfKey(record.key) };
}

/** A few quick tries where transactions met (two on one order), then the record is passed on. */
async function tryEvent(setting: HandlingSetting, taken: Taken, event: NibbleEvent): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await handleOnce(setting, taken, event);
      setting.metrics.eventsHandled.inc({ type: event.event_type, outcome });
      return outcome;
    } catch (error) {
      if (isDependencyOutage(error)) throw error;
      if (!isConflict(error) || attempt === quickTries) return await giveOn(setting, taken, failureOf(error));
      await delay(firstPauseMs * 3 ** (attempt - 1));
    }
  }
}

/** The event's claim and all it causes in one transaction. */
async function handleOnce(setting: HandlingSetting, taken: Taken, event: NibbleEvent): Promise<Claim | 'elsewhere'> {
  const { record, place, order, heldAs } = taken;
  const lineage = taken.lineage.id;
  const cause = { correlationId: event.correlation_id, causationId: event.event_id };
  return await runWork(setting.work, cause, async (work) => {
    const { client } = work;
    if (heldAs !== null && !(await lockHeld(client, heldAs))) return 'elsewhere';
    const claimed = await claimEvent(client, {
      group: setting.group,
      eventId: event.event_id,
      record,
      lineage,
      order,
      copy: place.tier > 0 && headerText(record, 'replay.id') === undefined,
      last: place.tier === 0 && heldAs === null,
    });
    if (claimed === 'new') await handlerOf(setting.handlers, event.event_type)?.(event, work);
    if (claimed === 'behind' && order && heldAs === null) await holdRecord(client, order, lineage, record);
    if (claimed !== 'behind' && heldAs !== null) await dropHeld(client, heldAs);
    return claimed;
  });
}

function inProcessSpan(
  group: string,
  { record, place, heldAs }: Taken,
  event: NibbleEvent,
  fn: () => Promise<Outcome>,
): Promise<Outcome> {
  const { topic, partition, offset, headers } = record;
  const key = record.key?.toString('utf8') ?? null;
  const { correlation_id: correlationId, event_id: messageId } = event;
  // What comes late begins a trace of its own, linked to that of its sender.
  const parentMode = place.tier > 0 || heldAs !== null ? 'link' : 'continue';
  return withProcessSpan({ topic, partition, offset, key, group, headers, correlationId, messageId, parentMode }, fn);
}
