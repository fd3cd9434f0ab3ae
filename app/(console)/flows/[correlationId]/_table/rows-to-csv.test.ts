import { expect, it } from 'vitest';
import { eventAt, flowOf, requestAt } from '../_model/arbitrary-flow.ts';
import { buildFlowModel } from '../_model/build-flow-model.ts';
import { rowsToCsv } from './rows-to-csv.ts';
import { tableRows } from './table-rows.ts';

const csvOf = (...parts: Parameters<typeof flowOf>) =>
  rowsToCsv(tableRows(buildFlowModel(flowOf(...parts)))).split('\r\n');

it('defuses what a spreadsheet would run, and quotes what would break the line', () => {
  const [, line] = csvOf([eventAt(0, { type: '=1+1', key: 'a,"b"\nc' })]);
  expect(line).toContain(",'=1+1,");
  expect(csvOf([eventAt(0, { key: 'a,"b"' })])[1]).toContain(',"a,""b""",');
});

it('writes a line an event or call, whole ids, causes by what names them', () => {
  const call = requestAt(0, { id: 'trace-span' });
  const event = eventAt(41, {
    record: 'order-events/0/7',
    eventId: 'e1',
    cause: { id: 'trace-span', kind: 'request', evidence: 'causation_id', reason: null },
  });
  const [head, first, second] = csvOf([event], [call]);
  expect(head).toBe('time,after_ms,kind,service,type,version,record,event_id,key,trace_id,caused_by,evidence,problems');
  expect(first).toBe('2026-11-24T12:04:10.000Z,,request,orders,POST /orders,,trace-span,,,trace,,,');
  expect(second).toBe(
    '2026-11-24T12:04:10.041Z,41,event,orders,order.created,1,order-events/0/7,e1,order-1,,trace-span,causation_id,',
  );
});
