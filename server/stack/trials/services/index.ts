export type { Evidence } from './evidence.ts';
export { judgeInvariants } from './judge-invariants.ts';
export { logEventOf } from './log-event.ts';
