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
