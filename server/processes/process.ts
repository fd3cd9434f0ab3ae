/** Values that a field of an event may have; any of them will do. */
export type Where = Readonly<Record<string, readonly string[]>>;

/** What a service acts on: an event, a person's request, or the silence of a step that was due. */
type Cause = { event?: string; where?: Where; request?: string; silence?: string; moreMs?: number };

export type Step = {
  id: string;
  label: string;
  event: string;
  service: string;
  after: readonly string[];
  cause: Cause;
  /** How long it may take after the last of `after` (ms). */
  withinMs?: number;
};

type Gate = { id: string; label: string; service: string; event: string; where?: Where; after: readonly string[] };

export type Branch = {
  id: string;
  label: string;
  after: readonly string[];
  before: readonly string[];
  cause: Cause;
  end: { event: string; reason: string };
  compensations: readonly string[];
};

export type Compensation = {
  id: string;
  label: string;
  service: string;
  cause: Cause;
  /** Without it nothing tells that it is undone. */
  event?: string;
  onlyAfter: readonly string[];
};

export type End = { event: string; status: 'done' | 'failed'; label: string };

/** A process as its file describes it (`schemas/processes/process.schema.json`), with what may be left out filled in. */
export type Process = {
  id: string;
  version: number;
  title: string;
  business: { kind: string; field: string };
  starts: readonly string[];
  steps: readonly Step[];
  gates: readonly Gate[];
  branches: readonly Branch[];
  compensations: readonly Compensation[];
  ends: readonly End[];
  sentences: Readonly<Record<string, string>>;
};

/** The event types by which the progress of a flow is told: those of steps, ends, branches and what is undone. */
export function progressTypes(process: Process): Set<string> {
  return new Set([
    ...process.starts,
    ...process.steps.map(({ event }) => event),
    ...process.ends.map(({ event }) => event),
    ...process.branches.flatMap(({ cause, end }) => [cause.event ?? end.event, end.event]),
    ...process.compensations.flatMap(({ event }) => event ?? []),
  ]);
}

/** Every event type that the file names, also those that it only has a sentence or a gate for. */
export function namedTypes(process: Process): Set<string> {
  const causes = [...process.steps, ...process.compensations].flatMap(({ cause }) => cause.event ?? []);
  const gates = process.gates.map(({ event }) => event);
  return new Set([...progressTypes(process), ...causes, ...gates, ...Object.keys(process.sentences)]);
}
