import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { FlowCounts } from '#schemas/api/flow-list.ts';

type Counts = Pick<FlowCounts, 'running' | 'late' | 'stuck' | 'failed'>;
type Count = Counts['running'];

/** The list's heading: what is the matter, in one sentence, of nothing but known numbers. */
export function writeHeadline({ running, late, stuck, failed }: Counts): string {
  const open = add(running, late, stuck);
  if (open === null) return 'Flows';
  const wrong = [part(late, 'late'), part(stuck, 'stuck'), part(failed, 'failed in the last hour')].filter(Boolean);
  if (wrong.length === 0 && failed) wrong.push('none failed in the last hour');
  return [begin(open.count, open.exact), ...wrong].join(', ');
}

function begin(count: number, exact: boolean): string {
  if (count === 0) return 'Nothing is on its way';
  const flows = `${formatNoun(count, 'flow')} on ${count === 1 ? 'its' : 'their'} way`;
  return exact ? flows : `More than ${flows}`;
}

function part(count: Count, words: string): string | null {
  if (!count || count.count === 0) return null;
  return `${count.exact ? '' : 'more than '}${formatCount(count.count)} ${words}`;
}

/** Late and stuck flows are on their way too. */
function add(...counts: Count[]): Count {
  const known = counts.filter((count) => count !== null);
  if (known.length === 0) return null;
  return {
    count: known.reduce((sum, { count }) => sum + count, 0),
    exact: known.every(({ exact }) => exact),
  };
}
