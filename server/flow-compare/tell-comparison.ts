import type { ComparedStep } from '#schemas/api/flow-compare.ts';

/** Less than this is no news between two flows. */
const tellingMs = 1000;

/** The comparison in a few sentences: where they part, where most time was lost, what else differs. Pure. */
export function tellComparison(steps: readonly ComparedStep[], firstDivergence: number | null): string {
  if (steps.length === 0) return 'Neither of them has told an event yet.';
  return [parting(steps, firstDivergence), slowest(steps), versions(steps)].filter((part) => part !== null).join(' ');
}

function parting(steps: readonly ComparedStep[], at: number | null): string {
  const step = at === null ? undefined : steps[at];
  if (!step) return `Both went the same way: ${count(steps.length, 'step')}, each for the same reason.`;
  const [difference] = step.differences;
  if (step.a && step.b) return `They part at ${name(step)}: ${difference?.detail ?? ''}.`;
  const mine = step.a !== null;
  const cause = (step.a ?? step.b)?.cause ?? null;
  const from = cause === null ? '' : `after ${cause} `;
  const instead = steps
    .slice((at ?? 0) + 1)
    .find((later) => (mine ? later.b && !later.a : later.a && !later.b) && causeOf(later) === cause);
  if (instead) {
    const [here, there] = mine ? [step, instead] : [instead, step];
    return `They part here: ${from}this flow went on with ${name(here)}, the other with ${name(there)}.`;
  }
  const [which, other] = mine ? ['this flow', 'the other'] : ['the other flow', 'this one'];
  return `They part here: ${from}${which} went on with ${name(step)}; ${other} has not told it.`;
}

function slowest(steps: readonly ComparedStep[]): string | null {
  const timed = steps.filter(({ deltaMs }) => deltaMs !== null && Math.abs(deltaMs) >= tellingMs);
  const [worst] = timed.toSorted((x, y) => Math.abs(y.deltaMs ?? 0) - Math.abs(x.deltaMs ?? 0));
  if (!worst?.a || !worst.b) return null;
  const { a, b } = worst;
  return `The greatest difference in time is before ${name(worst)}: ${seconds(a.tookMs)} here, ${seconds(b.tookMs)} there.`;
}

function versions(steps: readonly ComparedStep[]): string | null {
  const differing = steps.filter(({ differences }) => differences.some(({ kind }) => kind === 'version'));
  if (differing.length === 0) return null;
  return `${count(differing.length, 'step')} ${differing.length === 1 ? 'was' : 'were'} told in another version.`;
}

function causeOf(step: ComparedStep): string | null {
  return (step.a ?? step.b)?.cause ?? null;
}

function name({ type }: ComparedStep): string {
  return type ?? 'a record without a type';
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
