import { hostileBodies } from './hostile-bodies.ts';
import { hostileHeaders } from './hostile-headers.ts';
import { hostileIds } from './hostile-ids.ts';
import { hostileKeys } from './hostile-keys.ts';
import type { HostileKind } from './hostile-record.ts';
import { hostileTimes } from './hostile-times.ts';

/** Every kind of hostile record by its subject. */
export const hostileKinds: Readonly<Record<string, readonly HostileKind[]>> = {
  bodies: hostileBodies,
  ids: hostileIds,
  headers: hostileHeaders,
  times: hostileTimes,
  keys: hostileKeys,
};

/** What a topic must allow so that the broker takes all of them. */
export const hostileTopicConfig = { 'message.timestamp.after.max.ms': '9223372036854775807' };
