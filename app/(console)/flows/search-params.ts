import { createParser, createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { flowStatuses } from '#schemas/api/flow-statuses.ts';
import { timeRanges } from './time-range.ts';

/** A moment as the API takes it; whatever else a link says is no moment. */
const parseAsMoment = createParser({
  parse: (text) => {
    const at = Date.parse(text);
    const moment = Number.isNaN(at) ? '' : new Date(at).toISOString();
    return moment.length === '2026-11-28T20:46:56.000Z'.length ? moment : null;
  },
  serialize: (moment: string) => moment,
});

const parseAsLength = createParser({
  parse: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null),
  serialize: String,
});

/** What of the list is worth pasting in a link; `view` is the name under which somebody keeps it. */
export const flowsParams = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(flowStatuses),
  type: parseAsString,
  version: parseAsInteger,
  missing: parseAsString,
  service: parseAsString,
  range: parseAsStringLiteral(timeRanges),
  from: parseAsMoment,
  to: parseAsMoment,
  minDurationMs: parseAsLength,
  maxDurationMs: parseAsLength,
  view: parseAsString,
};

export type FlowFilters = {
  q: string;
  status: (typeof flowStatuses)[number] | null;
  type: string | null;
  version: number | null;
  missing: string | null;
  service: string | null;
  range: (typeof timeRanges)[number] | null;
  from: string | null;
  to: string | null;
  minDurationMs: number | null;
  maxDurationMs: number | null;
};

export const noFilters: FlowFilters = {
  q: '',
  status: null,
  type: null,
  version: null,
  missing: null,
  service: null,
  range: null,
  from: null,
  to: null,
  minDurationMs: null,
  maxDurationMs: null,
};

/** The address of the list with these filters. */
export const flowsPath = createSerializer(flowsParams);

export function hasFilters({ q, ...others }: FlowFilters): boolean {
  return q.trim() !== '' || Object.values(others).some((value) => value !== null && value !== '');
}
