import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventSchema, listEvents } from '#schemas/dictionary.ts';
import { producersOf, serviceOf } from '#schemas/services.ts';
import type { EventType } from '../event.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { type DraftPact, draftPact } from './draft-pact.ts';
import { exampleOf } from './example-of.ts';
import { mergeContent } from './merge-content.ts';
import { neededContent } from './needed-content.ts';
import { openStage, type Stage, type StageOptions, sampleEvent } from './open-stage.ts';

export type Hearing = {
  /** Tells it from another event of the same type, in the words of `sample-publishing.ts` of the producer. */
  case?: string;
  /** Exactly what the handler reads of `data` (`items[].sku`), and `event_time` if it reads that. */
  needs: readonly string[];
  /** Fields of `data` that differ from the example of the schema. */
  example?: object;
  /** What must have been before. Gives the fields of the event that name it: the order, or a driver of the service's own. */
  given?(stage: Stage, id: string): Promise<Given>;
  /** Waits for what the event is to cause, or throws. */
  causes(stage: Stage, id: string): Promise<unknown>;
};
export type Given = { order_id: string; driver_id?: unknown };
export type Hearings = { [Type in EventType]?: readonly Hearing[] };

type Told = { type: EventType; version: number; hearing: Hearing };

/** The tests of what a service needs of the events it hears; they write its pacts, one a producer. */
export function describeConsumer(definition: ServiceDefinition, hearings: Hearings, options: StageOptions = {}): void {
  const consumer = definition.name;
  const consumed = serviceOf(consumer)?.consumes ?? [];
  const byProducer = Map.groupBy(allTold(hearings), ({ type }) => producersOf(type)[0] ?? 'nobody');

  describe(`what ${consumer} needs of others`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(definition, options);
    });
    afterAll(() => stage?.close());

    test('names every event it hears', () => {
      expect(Object.keys(hearings).toSorted()).toEqual(consumed.toSorted());
    });

    describe.each([...byProducer])('of %s', (producer, told) => {
      let draft: DraftPact;
      beforeAll(async () => {
        draft = await draftPact({ consumer, producer });
      });
      afterAll(() => draft?.discard());
      test.each(told.map((one) => [descriptionOf(one), one] as const))('%s', (_, one) =>
        hearAsAgreed(stage, draft, one),
      );
      test(`${consumer}-${producer}.json is up to date`, () => draft.keep(`${consumer}-${producer}`));
    });
  });
}

function allTold(hearings: Hearings): Told[] {
  return listEvents().flatMap(({ type, version }) =>
    isEventType(hearings, type) ? (hearings[type] ?? []).map((hearing) => ({ type, version, hearing })) : [],
  );
}

function isEventType(hearings: Hearings, type: string): type is EventType {
  return Object.hasOwn(hearings, type);
}

/** The name under which both sides know an event of a pact. */
function descriptionOf({ type, version, hearing }: Told): string {
  return `${type} v${version}${hearing.case === undefined ? '' : `, ${hearing.case}`}`;
}

/** These are read by the kit, and stand in every pact. */
const always = ['correlation_id', 'event_id', 'event_type', 'event_version'];

async function hearAsAgreed(stage: Stage, { pact }: DraftPact, told: Told): Promise<void> {
  const { type, version, hearing } = told;
  const example = { ...exampleOf(type, version), ...hearing.example };
  const given = await givenOf(stage, told, example);
  await pact
    .addAsynchronousInteraction()
    .expectsToReceive(descriptionOf(told), (message) =>
      message
        .withJSONContent({ ...neededOf(told, example), event_type: type, event_version: version })
        .withMetadata({ event_type: type, event_version: String(version) }),
    )
    .executeTest(async ({ contents }) => {
      const agreed = mergeContent(sampleEvent(type, version, example), contents.content);
      const { reads } = await stage.hearEvent(mergeContent(agreed, { event_id: randomUUID(), data: given }));
      expect(reads.filter((path) => !always.includes(path))).toEqual(hearing.needs.map(pathOf).toSorted());
      await hearing.causes(stage, given.order_id ?? '');
    });
}

/** The example tells of things that are not there: here it tells of those that are. */
async function givenOf(stage: Stage, { hearing }: Told, example: object): Promise<Partial<Given>> {
  const id = `C-${randomUUID().slice(0, 8)}`;
  if (hearing.given) return await hearing.given(stage, id);
  return 'order_id' in example ? { order_id: id } : {};
}

/** What is needed of this version: what an upcaster adds to an older one, its producer need not tell. */
function neededOf({ type, version, hearing }: Told, data: object): Record<string, unknown> {
  const known = propertiesOf(type, version);
  const needs = hearing.needs.filter((path) => path === 'event_time' || known.has(/^[^.[]+/.exec(path)?.[0] ?? ''));
  const envelope = {
    correlation_id: 'flow-of-7K3M-9QXD',
    event_id: '0198e0f2-9b10-7c44-8a2e-51f0c9a4b7d2',
    event_time: '2026-11-24T12:04:40.000Z',
  };
  return neededContent({ ...envelope, data }, ['correlation_id', 'event_id', ...needs.map(pathOf)]);
}

function pathOf(need: string): string {
  return need === 'event_time' ? need : `data.${need}`;
}

const withProperties = z.object({ properties: z.record(z.string(), z.unknown()) });

function propertiesOf(type: string, version: number): Set<string> {
  return new Set(Object.keys(withProperties.parse(eventSchema(type, version)).properties));
}
