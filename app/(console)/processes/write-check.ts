import { formatNoun } from '#app/_ui/format-count.ts';
import type { CheckedProcess, CheckedStep, ProcessList } from '#schemas/api/process.ts';

/** The page in one or two sentences: what fits and what does not. */
export function writeCheck({ items, unnamed }: Pick<ProcessList, 'items' | 'unnamed'>): string {
  if (items.length === 0) return 'No collector has noted a process yet: nothing says what should follow in a flow.';
  const processes = `${formatNoun(items.length, 'process', 'processes')} ${items.length === 1 ? 'says' : 'say'} which steps should follow in a flow, and by when.`;
  const never = items.flatMap(neverSeen).length;
  const wrong = [
    never > 0 ? `${formatNoun(never, 'step')} of the path ${never === 1 ? 'was' : 'were'} never seen` : null,
    unnamed.length > 0 ? `${formatNoun(unnamed.length, 'event type')} came that no process names` : null,
  ].filter((part) => part !== null);
  return `${processes} ${wrong.length === 0 ? 'Everything that came is named, and every step was seen.' : capital(`${wrong.join('; ')}.`)}`;
}

/** Steps of the path that no record told of. */
export function neverSeen({ steps }: CheckedProcess): CheckedStep[] {
  return steps.filter(({ kind, event, seen }) => kind === 'step' && event !== null && seen === null);
}

/** Who told of a step that another service should tell. */
export function strangersOf({ service, seen }: CheckedStep): string[] {
  return service === null ? [] : (seen?.services ?? []).filter((teller) => teller !== service);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
