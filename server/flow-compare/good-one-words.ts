import type { Flow } from '#schemas/api/flow.ts';

type Ref = { kind: string; id: string } | null;
type Found = { branch: string | null; ref: Ref; wanted: Ref; flow: Pick<Flow, 'startedAt'>; startedAt: Date };

/** Why this one was chosen, and how near it comes to what was looked for. Pure. */
export function goodOneWords({ branch, ref, wanted, flow, startedAt }: Found): string {
  const what =
    branch === null
      ? 'The nearest flow that came to its good end'
      : `The nearest flow that ended the same way (${branch})`;
  const whose = ref ? `, also of ${ref.kind} ${ref.id}` : elsewhere(wanted);
  return `${what}${whose}: it began ${apart(startedAt.getTime() - Date.parse(flow.startedAt))}.`;
}

/** What was looked for and not found. Pure. */
export function noGoodOneWords(hasProcess: boolean, branch: string | null): string {
  if (!hasProcess)
    return 'No process is known that this flow follows: nothing says which flows of its kind are finished.';
  const what = branch === null ? 'came to its good end' : `ended the same way (${branch})`;
  return `No other flow that ${what} is among the nearest in time: neither of the same restaurant nor of any.`;
}

function elsewhere(wanted: Ref): string {
  return wanted ? `, of another ${wanted.kind}, as none near it of ${wanted.id} did` : '';
}

const minuteMs = 60_000;

function apart(ms: number): string {
  const direction = ms < 0 ? 'earlier' : 'later';
  const minutes = Math.abs(ms) / minuteMs;
  if (minutes < 1) return `${Math.max(1, Math.round(minutes * 60))} s ${direction}`;
  if (minutes < 120) return `${Math.round(minutes)} min ${direction}`;
  return minutes < 48 * 60
    ? `${Math.round(minutes / 60)} h ${direction}`
    : `${Math.round(minutes / 1440)} days ${direction}`;
}
