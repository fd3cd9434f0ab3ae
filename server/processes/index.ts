export { type Judgement, judgeFlow } from './judge-flow.ts';
export { builtInProcesses } from './load-processes.ts';
export { type OverlaidEvent, overlayProcess } from './overlay-process.ts';
export { chooseProcess } from './place-flow.ts';
export type { Process } from './process.ts';
export type { UsualTimes } from './usual-time.ts';
