export { type FlowStateOptions, getFlowState } from './get-flow-state.ts';
