import type { GroupVerdict } from '#schemas/api/consumer-group.ts';

const harms: Record<GroupVerdict, number> = { ok: 0, unknown: 1, warn: 2, stall: 3, stop: 4, rewind: 5, data_loss: 6 };

/** The greater, the sooner somebody should look: what is not known is worse than well and better than trouble. */
export function harmOf(verdict: GroupVerdict): number {
  return harms[verdict];
}
