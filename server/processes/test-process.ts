import { checkProcess } from './check-process.ts';
import type { FirstOf } from './place-flow.ts';
import type { Process } from './process.ts';
import type { UsualTime, UsualTimes } from './usual-time.ts';

/** A process of three services, as someone else's file may describe it: a to d in a row, c2 beside c, one way out of it. */
export const sampleFile = {
  id: 'parcel',
  version: 1,
  title: 'A parcel',
  business: { kind: 'parcel', field: 'parcelId' },
  starts: ['ParcelPosted'],
  steps: [
    {
      id: 'a',
      label: 'Posted',
      event: 'ParcelPosted',
      service: 'desk',
      after: [],
      cause: { request: 'POST /parcels' },
    },
    {
      id: 'b',
      label: 'Sorted',
      event: 'ParcelSorted',
      service: 'hub',
      after: ['a'],
      cause: { event: 'ParcelPosted' },
      withinMs: 60_000,
    },
    { id: 'c', label: 'Loaded', event: 'ParcelLoaded', service: 'hub', after: ['b'], cause: { event: 'ParcelSorted' } },
    {
      id: 'c2',
      label: 'Paid',
      event: 'ParcelPaid',
      service: 'till',
      after: ['b'],
      cause: { event: 'ParcelSorted' },
      withinMs: 90_000,
    },
    {
      id: 'd',
      label: 'Brought',
      event: 'ParcelBrought',
      service: 'van',
      after: ['c', 'c2'],
      cause: { event: 'ParcelLoaded' },
    },
  ],
  branches: [
    {
      id: 'lost',
      label: 'The parcel is lost',
      after: ['b'],
      before: ['d'],
      cause: { event: 'ParcelMissing', where: { found: ['no'] } },
      end: { event: 'ParcelClosed', reason: 'lost' },
      compensations: ['repay', 'tell'],
    },
    {
      id: 'called_off',
      label: 'The sender calls it off',
      after: ['a'],
      before: ['c'],
      cause: { request: 'DELETE /parcels/{id}' },
      end: { event: 'ParcelClosed', reason: 'called_off' },
      compensations: ['repay'],
    },
  ],
  compensations: [
    {
      id: 'repay',
      label: 'Money goes back',
      service: 'till',
      cause: { event: 'ParcelClosed' },
      event: 'ParcelRepaid',
      onlyAfter: ['c2'],
    },
    { id: 'tell', label: 'The sender is told', service: 'desk', cause: { event: 'ParcelClosed' }, onlyAfter: [] },
  ],
  ends: [
    { event: 'ParcelBrought', status: 'done', label: 'brought' },
    { event: 'ParcelClosed', status: 'failed', label: 'closed' },
  ],
};

export function sampleProcess(): Process {
  return checkProcess('parcel.json', sampleFile);
}

/** Events by type with the ms at which each came. */
export function sightings(times: Readonly<Record<string, number>>): FirstOf<{ atMs: number }> {
  return (type) => (times[type] === undefined ? null : { atMs: times[type] });
}

/** What is usual for steps of any process. */
export function usually(times: Readonly<Record<string, UsualTime>>): UsualTimes {
  return { get: (_, step) => times[step] ?? null };
}
