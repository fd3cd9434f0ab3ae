import { type PublishedViews, publishedReducers, type ViewBeside } from '#schemas/reducers/published-reducers.ts';
import type { ViewSource } from './fold-view.ts';
import type { ToldEvent } from './told-events.ts';

// A flow may name as many as somebody pleases; each would be a state of its own.
const mostServices = 12;

/** Whose views of a flow there are: the owner's first. `pairs` says what is known of how the others go with it. */
export type ChosenViews = {
  id: string | null;
  owner: ViewSource;
  beside: { source: ViewSource; pair: ViewBeside | null }[];
};

/**
 * The views of what the event asked for is about; of the flow's first such thing where it is about none. A flow of which
 * no service publishes a fold has one merged view, and beside it those of its services. Pure.
 */
export function chooseViews(told: readonly ToldEvent[], asked: ToldEvent | null, business: string): ChosenViews {
  const published = publishedReducers.find((views) => told.some((event) => isOf(views, event)));
  return published ? publishedViews(published, told, asked) : mergedViews(told, business);
}

function publishedViews(views: PublishedViews, told: readonly ToldEvent[], asked: ToldEvent | null): ChosenViews {
  const { owner, beside } = views;
  const named = [asked, ...told].filter((event) => event !== null).find((event) => isOf(views, event));
  const id = named ? idIn(views, named) : null;
  const sourceOf = (reducer: PublishedViews['owner']): ViewSource => ({
    aggregate: reducer.aggregate,
    service: reducer.service,
    reducer,
    takes: (event) => reducer.events.includes(event.event.type ?? '') && idIn(views, event) === id,
  });
  return { id, owner: sourceOf(owner), beside: beside.map((pair) => ({ source: sourceOf(pair), pair })) };
}

function mergedViews(told: readonly ToldEvent[], business: string): ChosenViews {
  const named = told.map(({ event }) => event.service).filter((service) => service !== null);
  const services = [...new Set(named)].slice(0, mostServices);
  const sourceOf = (service: string | null): ViewSource => ({
    aggregate: business,
    service,
    reducer: null,
    takes: ({ event }) => service === null || event.service === service,
  });
  const beside = services.length < 2 ? [] : services.map((service) => ({ source: sourceOf(service), pair: null }));
  return { id: null, owner: sourceOf(null), beside };
}

function isOf(views: PublishedViews, event: ToldEvent): boolean {
  const types = [views.owner, ...views.beside].flatMap(({ events }) => events);
  return types.includes(event.event.type ?? '') && idIn(views, event) !== null;
}

function idIn({ id }: PublishedViews, { data }: ToldEvent): string | null {
  const named = Object.hasOwn(data, id) ? data[id] : null;
  return typeof named === 'string' ? named : null;
}
