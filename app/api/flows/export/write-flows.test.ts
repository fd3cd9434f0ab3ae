import { expect, test } from 'vitest';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { writeFlows } from './write-flows.ts';

const flow: FlowSummary = {
  correlationId: '=cmd()',
  business: { kind: 'order', id: '4711' },
  status: 'done',
  waits: null,
  startedAt: '2026-11-24T12:00:00.000Z',
  lastEventAt: '2026-11-24T12:20:00.000Z',
  lastEventType: 'order.completed',
  events: 14,
  services: ['orders', 'payments'],
  problems: 0,
  match: null,
};

async function* pages(...all: FlowSummary[][]) {
  yield* all;
}
const textOf = async (pieces: AsyncGenerator<string>) => (await Array.fromAsync(pieces)).join('');

test('given no flow, CSV still names its columns and NDJSON is empty', async () => {
  expect(await textOf(writeFlows(pages(), 'csv'))).toMatch(/^correlationId,businessKind,.*\r\n$/);
  expect(await textOf(writeFlows(pages([]), 'ndjson'))).toBe('');
});

test('given flows that are not of a process, their cells are empty', async () => {
  const text = await textOf(writeFlows(pages([{ ...flow, business: null, status: null, lastEventType: null }]), 'csv'));
  expect(text.split('\r\n')[1]).toBe(
    "'=cmd(),,,,,,,2026-11-24T12:00:00.000Z,2026-11-24T12:20:00.000Z,,14,orders payments,0,",
  );
});

test('writes a flow a line, over all pages', async () => {
  const text = await textOf(writeFlows(pages([flow], [], [flow, flow]), 'ndjson'));
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([flow, flow, flow]);
});
