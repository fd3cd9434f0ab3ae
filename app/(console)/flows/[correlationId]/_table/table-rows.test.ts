import { describe, expect, it } from 'vitest';
import { eventAt, flowOf, requestAt } from '../_model/arbitrary-flow.ts';
import { buildFlowModel } from '../_model/build-flow-model.ts';
import { tableRows } from './table-rows.ts';

describe('tableRows', () => {
  it('says of a missing cause that and why it is missing', () => {
    const cause = { id: 'gone', kind: 'missing', evidence: 'causation_id', reason: null } as const;
    const [row] = tableRows(buildFlowModel(flowOf([eventAt(0, { cause })])));
    expect(row?.cause).toMatchObject({ key: null, name: 'not captured', reason: expect.stringContaining('gone') });
  });

  it('lists what is wrong with an event', () => {
    const twice = [
      eventAt(0, { record: 'a/0/1', eventId: 'e', valid: false, problems: ['no event id in the headers'] }),
      eventAt(0, { record: 'a/0/2', eventId: 'e', role: 'duplicate', copyOf: 'a/0/1' }),
    ];
    const [row] = tableRows(buildFlowModel(flowOf(twice)));
    expect(row?.problems).toEqual(['no event id in the headers', 'does not fit its schema', 'seen 2 times']);
  });

  it('gives the time since the row before, none for the first', () => {
    const call = requestAt(0, { id: 'r' });
    const event = eventAt(41, { cause: { id: 'r', kind: 'request', evidence: 'causation_id', reason: null } });
    const rows = tableRows(buildFlowModel(flowOf([event], [call])));
    expect(rows.map((row) => row.deltaMs)).toEqual([null, 41]);
    expect(rows[1]?.cause?.name).toBe('POST /orders');
  });
});
