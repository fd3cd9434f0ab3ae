import type { FlowModel } from './flow-model.ts';

/** When something happened, in order of time: events, calls, and failed tries. */
export function activityOf({ nodes, tries }: Pick<FlowModel, 'nodes' | 'tries'>): { at: number; until: number }[] {
  if (tries.length === 0) return nodes;
  return [...nodes, ...tries.map(({ at }) => ({ at, until: at }))].sort((a, b) => a.at - b.at);
}
