import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { NibbleError } from '#schemas/errors.ts';
import processSchema from '#schemas/processes/process.schema.json' with { type: 'json' };
import type { Process } from './process.ts';

const mostTold = 10;
const optional = { gates: [], branches: [], compensations: [], sentences: {} };

let compiled: ValidateFunction<Process> | undefined;

/** A parsed process file as a process. Throws `invalid` that names the file, and for all that is wrong its place and what. */
export function checkProcess(file: string, content: unknown): Process {
  const whole = typeof content === 'object' && content !== null ? { ...optional, ...content } : content;
  compiled ??= new Ajv2020({ strict: true, allErrors: true }).compile<Process>(processSchema);
  if (!compiled(whole)) {
    throw wrong(
      file,
      (compiled.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath || '/'} ${message ?? 'is wrong'}${extra(params)}`,
      ),
    );
  }
  const lost = [...unknownPlaces(whole), ...twice(whole), ...endless(whole)];
  if (lost.length > 0) throw wrong(file, lost);
  return whole;
}

/** Of a word too many or a wrong choice, which. */
function extra({ additionalProperty, allowedValues }: Record<string, unknown>): string {
  const name = additionalProperty ?? allowedValues;
  return name === undefined ? '' : ` (${String(name)})`;
}

/** Steps may only follow steps that stand before them, so that no step waits for itself. */
function unknownPlaces({ steps, gates, branches, compensations }: Process): string[] {
  const order = steps.map(({ id }) => id);
  const places = new Set([...order, ...gates.map(({ id }) => id)]);
  const undone = new Set(compensations.map(({ id }) => id));
  const missing = (where: string, ids: readonly string[], known: ReadonlySet<string>) =>
    ids.filter((id) => !known.has(id)).map((id) => `${where} names “${id}”, which is not there`);
  return [
    ...steps.flatMap(({ id, after }, index) =>
      missing(
        `/steps/${index}/after (of ${id}; a step follows only steps above it)`,
        after,
        new Set(order.slice(0, index)),
      ),
    ),
    ...gates.flatMap(({ after }, index) => missing(`/gates/${index}/after`, after, places)),
    ...branches.flatMap((branch, index) => [
      ...missing(`/branches/${index}/after`, branch.after, places),
      ...missing(`/branches/${index}/before`, branch.before, places),
      ...missing(`/branches/${index}/compensations`, branch.compensations, undone),
    ]),
    ...compensations.flatMap(({ onlyAfter }, index) => missing(`/compensations/${index}/onlyAfter`, onlyAfter, places)),
  ];
}

function twice({ steps, gates, branches, compensations }: Process): string[] {
  const ids = [...steps, ...gates, ...branches, ...compensations].map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `the id “${id}” stands twice`);
}

function endless({ branches, ends }: Process): string[] {
  const known = new Set(ends.map(({ event }) => event));
  return branches.flatMap(({ end }, index) =>
    known.has(end.event) ? [] : [`/branches/${index}/end/event “${end.event}” is none of /ends`],
  );
}

function wrong(file: string, problems: readonly string[]): NibbleError {
  const told = problems.slice(0, mostTold);
  const rest = problems.length - told.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  return new NibbleError('invalid', `The process file ${file} is wrong:\n  ${[...told, ...more].join('\n  ')}`);
}
