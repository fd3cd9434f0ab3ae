import { expect, it } from 'vitest';
import { eventAt, flowOf, requestAt } from './arbitrary-flow.ts';
import { buildFlowModel } from './build-flow-model.ts';
import { countFlow } from './count-flow.ts';

it('says how much is shown, and only then what is out of the ordinary', () => {
  const plain = { ...flowOf([eventAt(0)], [requestAt(0)]), shown: { events: 1, of: 1200 }, spans: 21 };
  expect(countFlow(plain, buildFlowModel(plain))).toBe('1 of 1,200 events · 1 REST call · 21 spans');
  const cause = { id: 'gone', kind: 'missing', evidence: 'record', reason: null } as const;
  const copy = { eventId: 'e', copyOf: 'a/0/1' };
  const twice = [
    eventAt(0, { eventId: 'e', record: 'a/0/1', cause }),
    eventAt(0, { ...copy, record: 'a/0/2', role: 'duplicate' }),
    eventAt(0, { ...copy, record: 'a.g.dlq/0/1', role: 'dead_letter', group: 'g' }),
  ];
  const odd = { ...flowOf(twice), spans: 0 };
  expect(countFlow(odd, buildFlowModel(odd))).toBe(
    '3 of 3 events · 0 REST calls · 0 spans · 1 duplicate · 1 dead letter · 1 with problems · 1 cause missing',
  );
});

it('counts a dead letter that was sent again, and says so', () => {
  const dead = { eventId: 'e', copyOf: 'a/0/1', role: 'dead_letter', group: 'g' } as const;
  const parts = flowOf([
    eventAt(0, { eventId: 'e', record: 'a/0/1' }),
    eventAt(1, { ...dead, record: 'a.g.dlq/0/1' }),
    eventAt(2, { ...dead, record: 'a.h.dlq/0/1', group: 'h' }),
    eventAt(3, { ...dead, record: 'a/0/2', role: 'replay' }),
  ]);
  const flow = { ...parts, spans: 0 };
  expect(countFlow(flow, buildFlowModel(flow))).toContain('2 dead letters (1 sent again)');
});

it('takes a dead letter that was written twice for one', () => {
  const dead = { eventId: 'e', copyOf: 'a/0/1', role: 'dead_letter', group: 'g' } as const;
  const parts = flowOf([
    eventAt(0, { eventId: 'e', record: 'a/0/1' }),
    eventAt(1, { ...dead, record: 'a.g.dlq/0/1' }),
    eventAt(1, { ...dead, record: 'a.g.dlq/0/2' }),
  ]);
  const flow = { ...parts, spans: 0 };
  expect(countFlow(flow, buildFlowModel(flow))).toMatch(/ 1 dead letter(?! \()/);
});
