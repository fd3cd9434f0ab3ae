import { describe, expect, test } from 'vitest';
import { eventSchema } from '#schemas/dictionary.ts';
import { newestVersion } from '#schemas/event-catalog.ts';
import { builtInProcesses, overlayProcess } from '#server/processes/index.ts';
import { type SampleEvent, sampleReading } from './sample-flow.ts';
import { tellStory } from './tell-story.ts';

const [lifecycle] = builtInProcesses();
const versions = new Map<string, number>(Object.entries(newestVersion));

/** An event as its schema's example has it, a second after the one before. */
function example(type: string, place: number, data: object = {}): SampleEvent {
  const schema = eventSchema(type, versions.get(type) ?? 1);
  const examples: unknown = schema && 'examples' in schema ? schema.examples : [];
  const time = new Date(Date.UTC(2026, 10, 24, 12, 0, place)).toISOString().slice(11, 19);
  return { type, time, data: { ...Object(Array.isArray(examples) ? examples[0] : {}), ...data } };
}

/** The story of an order whose last events are these, as the process stands `afterMs` later. */
function tell(types: (string | [string, object])[], afterMs = 0) {
  const events = types.map((one, place) =>
    typeof one === 'string' ? example(one, place) : example(one[0], place, one[1]),
  );
  const { flow, ...rest } = sampleReading(events);
  const { data } = rest;
  if (!lifecycle) throw new Error('no process comes with the console');
  const overlaid = flow.events.map(({ type, time, eventId, record, service }) => ({
    type,
    atMs: Date.parse(time),
    eventId,
    record,
    service,
    data: data.get(record),
  }));
  const untilMs = Date.parse(flow.lastEventAt) + afterMs;
  const process = overlayProcess(lifecycle, overlaid, { usual: { get: () => null }, untilMs });
  const status = process.end ? 'failed' : 'running';
  const story = tellStory({ flow: { ...flow, process, status, asOf: new Date(untilMs).toISOString() }, ...rest });
  return Object.fromEntries(story.answers.map(({ question, text }) => [question, text]));
}

const kitchen = ['order.created', 'payment.authorized', 'order.confirmed', 'restaurant.order_accepted'];
const door = [
  ...kitchen,
  'payment.captured',
  'restaurant.order_ready',
  'driver.assigned',
  'delivery.picked_up',
  'delivery.delivered',
];

describe('an order, as its process draws it', () => {
  test('is somewhere after each event, and somebody’s turn', () => {
    const told = door.map((_, place) => tell(door.slice(0, place + 1)));
    expect(told.map(({ where }) => where)).toEqual([
      'With us: the bank is being asked for the money.',
      'With us: the money is set aside, and the restaurant is about to be asked.',
      'At Trattoria Sole, which has not yet said whether it makes it.',
      'In the kitchen of Trattoria Sole.',
      'In the kitchen of Trattoria Sole.',
      'Ready at Trattoria Sole, waiting for a driver.',
      'Ready at Trattoria Sole; Amira Haddad is on the way there.',
      'On the way to the customer with Amira Haddad.',
      'At the customer’s door.',
    ]);
    expect(told.map(({ fault }) => fault?.replace(/.*turn of /, ''))).toEqual([
      'the payment desk and the customer’s bank.',
      'the order desk.',
      'Trattoria Sole.',
      'the payment desk and the customer’s bank.',
      'Trattoria Sole.',
      'the dispatch of drivers.',
      'Amira Haddad, the driver.',
      'Amira Haddad, the driver.',
      'the order desk.',
    ]);
  });

  test('whose money is not taken in time says who has to take it, and what happens otherwise', () => {
    expect(tell(kitchen, 400_000)).toMatchObject({
      missing: 'The payment, due by 2026-11-24T12:03:03.000Z: it is late; the food.',
      fault: 'The payment desk and the customer’s bank, whose turn it is. The process allows 3 min for it.',
      next: expect.stringMatching(
        /^The money is taken.* If not, the order is cancelled and the customer pays nothing\.$/,
      ),
    });
  });

  test('that is refused says what is still to come: the cancellation, then the money', () => {
    const refused = ['order.created', 'payment.failed'];
    expect(tell(refused)).toMatchObject({ missing: 'The cancellation of the order.', next: 'The order is cancelled.' });
    expect(tell([...refused, ['order.cancelled', { reason: 'payment_failed' }]])).toMatchObject({
      missing: 'Nothing: it ended early, so the rest does not come.',
      fault: 'The customer’s bank or card: the money could not be set aside.',
    });
    const rejected = ['restaurant.order_rejected', 'order.cancelled'];
    expect(tell([...kitchen.slice(0, 3), ...rejected])).toMatchObject({
      missing: 'The money, which has not gone back yet.',
      fault: 'Trattoria Sole: it could not make the order.',
    });
    expect(tell([...kitchen.slice(0, 3), ...rejected, 'payment.refunded'])).toMatchObject({
      missing: 'Nothing: it ended early, so the rest does not come.',
    });
  });
});
