import type { Random } from '#server/platform/random/index.ts';
import type { Ground } from './open-ground.ts';

/** What proves that a fault happened; `happened` is the conclusion. */
export type Evidence = { happened: boolean } & Record<string, unknown>;

/** Makes a fault, lets it last, ends it. */
export type Fault = (ground: Ground, random: Random) => Promise<Evidence>;
