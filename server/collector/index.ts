export { type RunningCollector, runCollector } from './run-collector.ts';
