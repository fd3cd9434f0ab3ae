/** Records that wait when the collector is behind: more than a usual transaction takes. */
const behindRecords = 2_000;
const behindPauseMs = 2_000;

/**
 * Says when to fold. Behind by much, a flow's records come in many pieces, and each piece would rewrite its line: then what
 * came in two seconds is folded together. Who is not behind folds every time.
 */
export function createFoldPace(now: () => number = () => performance.now()) {
  let foldedAt = Number.NEGATIVE_INFINITY;
  return {
    isDue(waiting: number): boolean {
      if (waiting >= behindRecords && now() - foldedAt < behindPauseMs) return false;
      foldedAt = now();
      return true;
    },
  };
}
