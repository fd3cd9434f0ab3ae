import { formatCount, formatNoun } from '#app/_ui/format-count.ts';

/** How many flows are in each state now, `failed` of those of the last hour; null is not known. */
export type FlowCounts = { running: number | null; late: number | null; stuck: number | null; failed: number | null };

/** The list's heading: what is the matter, in one sentence, of nothing but known numbers. */
export function writeHeadline({ running, late, stuck, failed }: FlowCounts): string {
  if (running === null && late === null && stuck === null && failed === null) return 'Flows';
  const open = [running, late, stuck].flatMap((count) => count ?? []).reduce((sum, count) => sum + count, 0);
  const wrong = [
    late ? `${formatCount(late)} late` : null,
    stuck ? `${formatCount(stuck)} stuck` : null,
    failed ? `${formatCount(failed)} failed in the last hour` : null,
  ].filter((part) => part !== null);
  const begin =
    open === 0 ? 'Nothing is on its way' : `${formatNoun(open, 'flow')} on ${open === 1 ? 'its' : 'their'} way`;
  if (wrong.length > 0) return [begin, ...wrong].join(', ');
  return failed === 0 ? `${begin}, none failed in the last hour` : begin;
}
