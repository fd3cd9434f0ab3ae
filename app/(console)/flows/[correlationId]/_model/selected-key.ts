import type { Flow } from '#schemas/api/flow.ts';
import type { FlowModel } from './flow-model.ts';
import { stepIdOf } from './step-key.ts';

/** What is marked in the views for what a link selects: the event of a copy or of a step that happened, else the same. */
export function selectedKey(model: FlowModel, process: Flow['process'], sel: string | null): string | null {
  if (sel === null) return null;
  const stepId = stepIdOf(sel);
  const step = stepId === null ? undefined : process?.steps.find(({ id }) => id === stepId);
  return model.byKey.get(step?.record ?? sel)?.key ?? sel;
}
