import { claimParked } from './claim-event.ts';
import { type ConsumerSetting, inProcessSpan, textOf } from './consume-events.ts';
import type { NibbleEvent } from './event.ts';
import { handlerOf } from './handlers.ts';
import { isOutage } from './is-outage.ts';
import { nextParked, type ParkedRecord, postponeParked, resolveParked } from './parked-records.ts';
import { readEvent } from './read-event.ts';
import { runWork } from './work.ts';

/**
 * Tries one parked record again: the oldest that is due and the first of its key. Returns false when there was none.
 * Throws only when the database is away.
 */
export async function retryParked(setting: ConsumerSetting): Promise<boolean> {
  const tried: { parked: ParkedRecord | null } = { parked: null };
  try {
    return await tryNext(setting, tried);
  } catch (error) {
    if (isOutage(error) || !tried.parked) throw error;
    const { id, stage, attempts } = tried.parked;
    const nextStage = stage === 'behind' ? 'handle' : stage;
    await postponeParked(setting.work.pool, id, nextStage, textOf(error));
    setting.logger.warn({ err: error, parked: id, attempts: attempts + 1 }, 'a parked event was tried again in vain');
    return true;
  }
}

async function tryNext(setting: ConsumerSetting, tried: { parked: ParkedRecord | null }): Promise<boolean> {
  // Looked at first and locked again below: the transaction belongs to the event's flow, which the row has to tell.
  const found = await nextParked(setting.work.pool, setting.group);
  if (!found) return false;
  tried.parked = found;
  const event = eventOf(setting, found);
  await inProcessSpan(setting.group, found.record, event, 'link', () => handleParked(setting, found, event));
  return true;
}

async function handleParked(setting: ConsumerSetting, { id, record }: ParkedRecord, event: NibbleEvent): Promise<void> {
  const cause = { correlationId: event.correlation_id, causationId: event.event_id };
  await runWork(setting.work, cause, async (work) => {
    const locked = await nextParked(work.client, setting.group);
    if (locked?.id !== id) return;
    const claim = await claimParked(work.client, setting.group, event.event_id, record);
    if (claim === 'new') await handlerOf(setting.handlers, event.event_type)?.(event, work);
    await resolveParked(work.client, id);
    setting.metrics.eventsHandled.inc({ type: event.event_type, outcome: claim });
    setting.logger.info({ parked: id, event_id: event.event_id }, 'a parked event was handled');
  });
}

function eventOf(setting: ConsumerSetting, { record }: ParkedRecord): NibbleEvent {
  const read = readEvent(record, new Set(Object.keys(setting.handlers)));
  switch (read.state) {
    case 'event':
      return read.event;
    case 'ignored':
      throw new Error('this service no longer handles events of this type');
    case 'refused':
      throw new Error(read.error);
  }
}
