export { buildFlowState } from './build-flow-state.ts';
export { type FlowStateOptions, getFlowState } from './get-flow-state.ts';
