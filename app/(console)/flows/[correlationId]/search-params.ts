import { createParser, parseAsString, parseAsStringLiteral, throttle } from 'nuqs';
import type { TimeWindow } from './_timeline/zoom-window.ts';
import { flowReadingNames, flowViewNames } from './flow-view-names.ts';

/** `from..to` in epoch ms. Absolute, so that a link shows the same stretch whatever arrives in front of it. */
export const parseTimeWindow = createParser<TimeWindow>({
  parse: (text) => {
    const [from, to, ...rest] = text.split('..').map(Number);
    if (from === undefined || to === undefined || rest.length > 0) return null;
    return Number.isFinite(from) && Number.isFinite(to) && to > from ? { from, to } : null;
  },
  serialize: ({ from, to }) => `${from.toFixed(2)}..${to.toFixed(2)}`,
  eq: (a, b) => a.from === b.from && a.to === b.to,
});

/** What of the flow page is worth pasting in a link. `sel` is `topic/partition/offset`, a REST call's id, or `step:<id>`. */
export const flowParams = {
  view: parseAsStringLiteral(flowViewNames).withDefault('timeline'),
  reading: parseAsStringLiteral(flowReadingNames),
  sel: parseAsString,
  fold: parseAsStringLiteral(['on', 'off'] as const).withDefault('on'),
  zoom: parseTimeWindow,
  /** Whether effects of one cause and one type are one box of the graph. */
  collapse: parseAsStringLiteral(['on', 'off'] as const).withDefault('on'),
  /** Words that are looked for in the flow. */
  find: parseAsString.withDefault(''),
  /** Whether steps that follow the next ones are shown too. */
  missing: parseAsStringLiteral(['on', 'off'] as const).withDefault('off'),
  /** What of a long flow is shown although it is folded: one of `folded[].id`, or `all`. */
  expand: parseAsString,
};

/** Typing changes the URL many times a second; browsers refuse more than a few. */
export const gently = { limitUrlUpdates: throttle(250) };
