import type { ComparedFlow, FlowComparison, StepDifference } from '#schemas/api/flow-compare.ts';
import type { FlowReading } from '#server/event-flow/index.ts';
import { alignNodes, hasSameReason } from './align-nodes.ts';
import { compareStep } from './compare-step.ts';
import { comparedNodes } from './compared-nodes.ts';
import { tellComparison } from './tell-comparison.ts';

/** Two flows step by step, aligned by type and cause, and where they first go different ways. Pure. */
export function compareFlows(a: FlowReading, b: FlowReading): FlowComparison {
  const aligned = alignNodes(comparedNodes(a), comparedNodes(b));
  const pairs = new Map(aligned.flatMap((pair) => (pair.a && pair.b ? [[pair.a, pair.b] as const] : [])));
  const steps = aligned.map((pair) => compareStep(pair, !pair.a || !pair.b || hasSameReason(pair.a, pair.b, pairs)));
  const parted = steps.findIndex(({ difference }) => difference !== null && goesAnotherWay.has(difference));
  const firstDivergence = parted < 0 ? null : parted;
  return {
    a: comparedFlow(a),
    b: comparedFlow(b),
    story: tellComparison(steps, firstDivergence),
    steps,
    firstDivergence,
    problems: [...problemsOf(a, 'this flow'), ...problemsOf(b, 'the other flow')],
    asOf: a.flow.asOf,
  };
}

const goesAnotherWay = new Set<StepDifference>(['only_a', 'only_b', 'cause', 'service']);

function comparedFlow({ flow }: FlowReading): ComparedFlow {
  const { correlationId, business, status, process, startedAt, lastEventAt, shown } = flow;
  const durationMs = Date.parse(lastEventAt) - Date.parse(startedAt);
  return { correlationId, business, status, branch: process?.branch?.label ?? null, startedAt, durationMs, shown };
}

function problemsOf({ flow }: FlowReading, which: string): FlowComparison['problems'] {
  const { events, of } = flow.shown;
  const cut = events < of ? [{ what: which, detail: `Only ${events} of its ${of} records are compared.` }] : [];
  return [...cut, ...flow.problems.map(({ what, detail }) => ({ what: `${what} of ${which}`, detail }))];
}
