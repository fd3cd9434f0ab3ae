import type { FlowEvent } from '#schemas/api/flow.ts';
import type { Disagreement, FlowState, StateView } from '#schemas/api/flow-state.ts';
import { NibbleError } from '#schemas/errors.ts';
import { valueAt } from '#server/platform/json/index.ts';
import { type ChosenViews, chooseViews } from './choose-views.ts';
import { findDisagreements } from './find-disagreements.ts';
import { type FoldedView, foldView, momentAt } from './fold-view.ts';
import { stateEvent } from './state-event.ts';
import { type FlowContents, type ToldEvent, toldEvents } from './told-events.ts';

/** What each service believed after an event of the flow (its id or its record; null: after the last). Pure. */
export function buildFlowState(reading: FlowContents, after: string | null): FlowState {
  const { flow } = reading;
  const { told, problems } = toldEvents(reading);
  const place = placeOf(flow, after);
  const asked = after === null ? null : (told.findLast((event) => event.place <= place) ?? null);
  const chosen = chooseViews(told, asked, flow.business?.kind ?? 'flow');
  const owner = foldView(chosen.owner, told);
  const beside = chosen.beside.map(({ source }) => foldView(source, told));
  const at = told.findLast((event) => event.place <= place)?.event ?? null;
  return {
    correlationId: flow.correlationId,
    id: chosen.id,
    ...viewAt(owner, place, at),
    after: at && stateEvent(at),
    views: beside.filter(({ moments }) => moments.length > 0).map((view) => viewAt(view, place, at)),
    disagreements: disagreementsOf(owner, beside, chosen, flow.events, place),
    steps: stepsOf(told, [owner, ...beside]),
    shown: flow.shown,
    problems: [...flow.problems, ...problems, ...[owner, ...beside].flatMap((view) => view.problems)],
    asOf: flow.asOf,
  };
}

function placeOf(flow: FlowContents['flow'], after: string | null): number {
  if (after === null) return flow.events.length - 1;
  const place = flow.events.findIndex(({ record, eventId }) => record === after || eventId === after);
  if (place >= 0) return place;
  const { events, of } = flow.shown;
  const detail = `No event ${after} is among the ${events} of ${of} records that were read of this flow.`;
  throw new NibbleError('not_found', detail);
}

/** `at` is the event the reader stands at: what it changed is marked, what changed before is not. */
function viewAt(view: FoldedView, place: number, at: FlowEvent | null): StateView {
  const moment = momentAt(view, place);
  const changes = moment && moment.by.event === at ? moment.changes : [];
  const status = valueAt(moment?.state, '/status');
  return {
    aggregate: view.aggregate,
    service: view.service,
    mode: view.mode,
    state: moment?.state ?? null,
    status: typeof status === 'string' ? status : null,
    changed: changes.map(({ pointer }) => pointer),
    before: changes.map(({ pointer, before }) => ({ pointer, value: before ?? null })),
    told: moment && stateEvent(moment.by.event),
  };
}

function disagreementsOf(
  owner: FoldedView,
  beside: readonly FoldedView[],
  chosen: ChosenViews,
  events: readonly FlowEvent[],
  place: number,
): Disagreement[] {
  const found = beside.flatMap((other, index) => {
    const pair = chosen.beside[index]?.pair;
    const isKnown = owner.mode === 'domain' && other.mode === 'domain';
    return pair && isKnown ? findDisagreements({ owner, other, pair }, events, place) : [];
  });
  return found.sort((a, b) => Date.parse(a.since.time) - Date.parse(b.since.time));
}

function stepsOf(told: readonly ToldEvent[], views: readonly FoldedView[]): FlowState['steps'] {
  const changes = new Map<ToldEvent, Set<string>>();
  for (const { aggregate, moments } of views) {
    for (const moment of moments) {
      if (moment.changes.length > 0) changes.set(moment.by, (changes.get(moment.by) ?? new Set()).add(aggregate));
    }
  }
  return told.map((one) => ({ ...stateEvent(one.event), changes: [...(changes.get(one) ?? [])] }));
}
