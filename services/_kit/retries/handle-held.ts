import { type HandlingSetting, handleRecord } from '../handle-record.ts';
import { dropHeld, nextHeld } from './held-records.ts';

/**
 * Handles the next held record whose turn has come; one that fails is passed on like any other. Returns false when there
 * was none. Throws when something the service needs does not answer.
 */
export async function handleHeld(setting: HandlingSetting): Promise<boolean> {
  const held = await nextHeld(setting.pool, setting.group);
  if (!held) return false;
  const outcome = await handleRecord(setting, held.record, held.id);
  if (outcome === 'behind' || outcome === 'elsewhere') return false;
  // Where it was handled the row went in the same transaction.
  if (outcome === 'passed on' || outcome === 'not ours') await dropHeld(setting.pool, held.id);
  return true;
}
