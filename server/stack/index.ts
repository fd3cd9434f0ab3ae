export type { RunningStack } from './open-stack.ts';
export type { ProcessName } from './plan/defaults.ts';
export type { StackAddresses } from './plan/stack-addresses.ts';
export { StackProblem } from './plan/stack-problem.ts';
export { type StartStackOptions, startStack } from './start-stack.ts';
