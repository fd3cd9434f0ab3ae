import type { Evidence, Judge } from './evidence.ts';
import { judgeConsole } from './judge-console.ts';
import { judgeFigures } from './judge-figures.ts';
import { judgeInvariants } from './judge-invariants.ts';
import { judgeLog } from './judge-log.ts';
import { judgeMoney } from './judge-money.ts';
import { judgeNotices } from './judge-notices.ts';
import { judgeOrders } from './judge-orders.ts';
import { judgePath } from './judge-path.ts';
import { judgePoints } from './judge-points.ts';
import { judgeWork } from './judge-work.ts';

const judges: Judge[] = [
  ({ leftovers }) => leftovers.map((left) => `Not at rest: ${left}.`),
  judgeInvariants,
  judgeOrders,
  judgePath,
  judgeMoney,
  judgeNotices,
  judgeWork,
  judgeFigures,
  judgePoints,
  judgeLog,
  judgeConsole,
];

/** Everything that is wrong, one sentence each; none when every order was served once and whole. */
export function judgeEvidence(evidence: Evidence): string[] {
  return judges.flatMap((judge) => judge(evidence));
}
