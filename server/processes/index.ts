export { type DeadLetter, type Judgement, judgeFlow } from './judge-flow.ts';
export { builtInProcesses, loadProcesses } from './load-processes.ts';
export { type OverlaidEvent, overlayProcess } from './overlay-process.ts';
export { chooseProcess, type FirstOf } from './place-flow.ts';
export { namedTypes, type Process, progressTypes } from './process.ts';
export { type StepTime, stepTimes } from './step-times.ts';
export { bucketOf, type UsualTime, type UsualTimes, usualOf } from './usual-time.ts';
