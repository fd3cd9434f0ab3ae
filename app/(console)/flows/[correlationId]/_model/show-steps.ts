import type { Flow, FlowStep } from '#schemas/api/flow.ts';
import type { ExpectedStep, FlowModel } from './flow-model.ts';
import { orderLanes } from './order-lanes.ts';
import { stepKey } from './step-key.ts';

const open = new Set<FlowStep['state']>(['current', 'expected', 'late']);

/**
 * The model with the steps that have not happened: those that may come next, or `all` of them. Their services have lanes
 * before they write anything.
 */
export function showSteps(model: FlowModel, process: Flow['process'], all: boolean): FlowModel {
  const steps = expectedSteps(model, process).filter(({ column }) => all || column === 0);
  const lanes = orderLanes([...model.lanes, ...steps.map(({ step }) => step.service)]);
  return { ...model, steps, lanes };
}

/** How many steps of the process have not happened and do not come next either: what `all` would add. */
export function countFurtherSteps(model: FlowModel, process: Flow['process']): number {
  return expectedSteps(model, process).filter(({ column }) => column > 0).length;
}

function expectedSteps(model: FlowModel, process: Flow['process']): ExpectedStep[] {
  if (process === null || process.end !== null) return [];
  const byId = new Map(process.steps.map((step) => [step.id, step]));
  const made = new Map<string, ExpectedStep>();
  for (const step of process.steps) make(step, model, byId, made);
  return process.steps.flatMap((step) => made.get(step.id) ?? []);
}

type StepsById = Map<string, FlowStep>;

/** Makes what the step follows first. A ring of steps (a faulty process file) is cut where it closes. */
function make(step: FlowStep, model: FlowModel, byId: StepsById, made: Map<string, ExpectedStep>): void {
  if (!open.has(step.state) || made.has(step.id)) return;
  const dueAt = step.dueAt === null ? null : Date.parse(step.dueAt);
  const expected: ExpectedStep = { key: stepKey(step.id), step, dueAt, after: [], column: 0 };
  made.set(step.id, expected);
  for (const id of step.after) {
    const before = byId.get(id);
    if (!before) continue;
    make(before, model, byId, made);
    const from = made.get(id) ?? (before.record === null ? undefined : model.byKey.get(before.record));
    if (from) expected.after.push(from);
    if (from && 'column' in from) expected.column = Math.max(expected.column, from.column + 1);
  }
}
