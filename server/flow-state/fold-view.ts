import type { PartProblem } from '#schemas/api/common.ts';
import type { Reducer } from '#schemas/reducers/published-reducers.ts';
import { changesBetween, type JsonChange, mergePatch } from '#server/platform/json/index.ts';
import type { ToldEvent } from './told-events.ts';

/** What is folded: whose view of what, and from which of the events. */
export type ViewSource = {
  aggregate: string;
  service: string | null;
  takes(event: ToldEvent): boolean;
  /** Null where no fold is published: then the events are merged. */
  reducer: Reducer | null;
};

type ViewMoment = { by: ToldEvent; state: object; changes: JsonChange[] };

/** A view over the whole flow: its state after each event that went into it. */
export type FoldedView = Pick<ViewSource, 'aggregate' | 'service'> & {
  mode: 'domain' | 'patch';
  moments: ViewMoment[];
  problems: PartProblem[];
};

const mostChanges = 500;

/** Folds a view. Where the published fold can make nothing of the events at all, they are merged instead. Pure. */
export function foldView(source: ViewSource, told: readonly ToldEvent[]): FoldedView {
  const own = told.filter((event) => source.takes(event));
  const { aggregate, service, reducer } = source;
  if (!reducer) return { aggregate, service, mode: 'patch', ...foldWith(merge, own) };
  const folded = foldWith(evolveWith(reducer), own);
  if (folded.moments.length > 0 || own.length === 0) return { aggregate, service, mode: 'domain', ...folded };
  const [first] = folded.problems;
  const detail = `${first?.detail ?? ''} What its events say is merged instead.`;
  return {
    aggregate,
    service,
    mode: 'patch',
    moments: foldWith(merge, own).moments,
    problems: [{ what: aggregate, detail }],
  };
}

/** The last moment at or before a place among the flow's records. */
export function momentAt({ moments }: FoldedView, place: number): ViewMoment | null {
  return moments.findLast(({ by }) => by.place <= place) ?? null;
}

type Evolve = (state: object | null, event: ToldEvent) => object;

function foldWith(evolve: Evolve, own: readonly ToldEvent[]): Pick<FoldedView, 'moments' | 'problems'> {
  const moments: ViewMoment[] = [];
  const problems: PartProblem[] = [];
  for (const by of own) {
    const before = moments.at(-1)?.state ?? null;
    try {
      const state = evolve(before, by);
      moments.push({ by, state, changes: changesBetween(before ?? {}, state).slice(0, mostChanges) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ what: by.event.type ?? by.event.record, detail: `${by.event.record} is left out: ${reason}.` });
    }
  }
  return { moments, problems };
}

function evolveWith({ evolve }: Reducer): Evolve {
  return (state, { event, data }) => evolve(state, { type: event.type ?? '', time: event.time, data });
}

function merge(state: object | null, { data }: ToldEvent): object {
  return Object(mergePatch(state, data));
}
