export { listGroupFlows } from './list-group-flows.ts';
export { listPlacedFlows } from './list-placed-flows.ts';
export { type Placing, readPlacedFlow } from './read-placed-flow.ts';
