import type { ComparedEvent, ComparedStep } from '#schemas/api/flow-compare.ts';
import type { AlignedPair } from './align-nodes.ts';
import { comparePayloads } from './compare-payloads.ts';
import type { ComparedNode } from './compared-nodes.ts';

type Difference = ComparedStep['differences'][number];

/** What differs between two events that were aligned, in words. `isSameReason`: for the same reason as far as is known. Pure. */
export function compareStep(pair: AlignedPair, isSameReason: boolean): ComparedStep {
  const { a, b } = pair;
  const { type, service } = (a ?? b)?.event ?? { type: null, service: null };
  const step = { type, service, a: a && comparedEvent(a), b: b && comparedEvent(b) };
  if (!a || !b) {
    const difference: Difference = a
      ? { kind: 'only_a', detail: 'only in this flow' }
      : { kind: 'only_b', detail: 'only in the other flow' };
    return { ...step, difference: difference.kind, differences: [difference], payload: [], ordinary: 0, deltaMs: null };
  }
  const { payload, ordinary } = comparePayloads(a.data, b.data);
  const differences = [...envelopeDifferences(a, b, isSameReason), ...payloadDifference(payload.length)];
  return {
    ...step,
    difference: differences[0]?.kind ?? null,
    differences,
    payload,
    ordinary,
    deltaMs: a.tookMs - b.tookMs,
  };
}

function comparedEvent({ event, causeName, tookMs, failures }: ComparedNode): ComparedEvent {
  const { record, topic, partition, offset, eventId, version, service, time } = event;
  return { record, topic, partition, offset, eventId, version, service, time, cause: causeName, tookMs, failures };
}

function envelopeDifferences(a: ComparedNode, b: ComparedNode, isSameReason: boolean): Difference[] {
  const found: Difference[] = [];
  const add = (kind: Difference['kind'], differs: boolean, detail: string) => differs && found.push({ kind, detail });
  add(
    'cause',
    !isSameReason,
    `caused by ${a.causeName ?? 'nothing known'}, there by ${b.causeName ?? 'nothing known'}`,
  );
  const services = [a, b].map(({ event }) => event.service ?? 'nobody named');
  add('service', services[0] !== services[1], `told by ${services[0]}, there by ${services[1]}`);
  const versions = [a, b].map(({ event }) => (event.version === null ? 'no version' : `version ${event.version}`));
  add('version', versions[0] !== versions[1], `${versions[0]}, there ${versions[1]}`);
  const fits = [a, b].map(({ event }) => event.valid !== false);
  add(
    'validity',
    fits[0] !== fits[1],
    `${fits[0] ? 'fits' : 'does not fit'} its schema, there it ${fits[1] ? 'does' : 'does not'}`,
  );
  add('failures', a.failures !== b.failures, `failed ${times(a.failures)}, there ${times(b.failures)}`);
  return found;
}

function payloadDifference(count: number): Difference[] {
  if (count === 0) return [];
  return [{ kind: 'payload', detail: `${count} ${count === 1 ? 'field differs' : 'fields differ'}` }];
}

function times(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${count} times`;
}
