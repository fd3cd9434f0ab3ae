import { describe, expect, test } from 'vitest';
import type { Flow, FlowStep } from '#schemas/api/flow.ts';
import { story as storySchema } from '#schemas/api/story.ts';
import { at, type SampleEvent, sampleProcess, sampleReading, sampleRequest, sampleStep } from './sample-flow.ts';
import { tellStory } from './tell-story.ts';

const money = { amount_cents: 1900, currency: 'EUR' };
const created: SampleEvent = {
  type: 'order.created',
  time: '12:04:10',
  data: {
    customer_id: 'c-2093',
    restaurant_name: 'Trattoria Sole',
    items: [{ sku: 'x', name: 'Pizza Margherita', quantity: 2 }],
    total_cents: 1900,
    currency: 'EUR',
  },
};
const authorized: SampleEvent = { type: 'payment.authorized', time: '12:04:11', data: money };
const ready: SampleEvent = { type: 'restaurant.order_ready', time: '12:21:07', data: {} };
const cancelled = (reason: string): SampleEvent => ({ type: 'order.cancelled', time: '12:30:00', data: { reason } });
const notice = (type: string, time: string, data: object = {}): SampleEvent => ({
  type,
  time,
  data: {
    notification_id: 'n-1',
    recipient: { kind: 'customer', id: 'c-2093' },
    channel: 'push',
    template: 'order_on_the_way',
    ...data,
  },
});

const tell = (events: SampleEvent[], facts: Partial<Flow> = {}) =>
  storySchema.parse(tellStory(sampleReading(events, facts)));
const texts = (events: SampleEvent[], facts: Partial<Flow> = {}) =>
  tell(events, facts).sentences.map(({ text }) => text);
const answers = (events: SampleEvent[], facts: Partial<Flow> = {}) =>
  Object.fromEntries(tell(events, facts).answers.map(({ question, text }) => [question, text]));

const done = (id: string, time: string) => sampleStep(id, 'done', { at: at(time) });
const lateDriver = sampleProcess([
  done('placed', '12:04:10'),
  done('captured', '12:05:00'),
  done('ready', '12:21:07'),
  sampleStep('assigned', 'late', {
    dueAt: at('12:21:47'),
    dueBy: 'usual',
    why: 'Nine in ten orders have a driver within 40 s.',
  }),
  sampleStep('picked_up', 'expected'),
]);
const failed = (branch: string, undone: FlowStep) => ({
  status: 'failed' as const,
  process: sampleProcess([done('placed', '12:04:10'), undone], {
    branch: { id: branch, label: 'The label' },
    end: { event: 'order.cancelled', label: 'cancelled', at: at('12:30:00') },
  }),
});

describe('what was recorded badly', () => {
  test('a payload that cannot be read is still told, without what is not known', () => {
    expect(
      texts([
        { ...created, data: undefined },
        { ...authorized, data: 'odd' },
      ]),
    ).toEqual(['The customer placed the order.', 'The money was set aside on the card; nothing is paid yet.']);
  });

  test('hostile text cannot reorder, break or flood a sentence', () => {
    const name = `Sole\u202e\n\0${'x'.repeat(9_000)}`;
    const [text = ''] = texts([{ ...created, data: { ...Object(created.data), restaurant_name: name } }]);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(text.length).toBeLessThan(300);
    const foreign = texts([{ type: `stock\u202e.${name}`, time: '12:00:00', service: name }]);
    expect(foreign.join()).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  test('a flow whose beginning is lost is told in the words that know its events', () => {
    expect(tell([ready]).words).toEqual({ process: 'order-lifecycle', version: 1 });
    expect(answers([cancelled('no_driver')]).where).toBe('Nowhere: the order was cancelled.');
  });

  test('of nothing but REST calls only those are told that a person made', () => {
    expect(answers([], { requests: [sampleRequest({ method: 'GET' })] })).toMatchObject({
      where: 'Nothing of it has been recorded yet that could be told.',
      since: 'Not known.',
    });
    expect(answers([], { requests: [sampleRequest({ status: 409 })] })).toMatchObject({
      where: 'The last that is known: The customer tried to order and was refused.',
      since: `${at('12:00:00')}.`,
    });
  });
});

describe('what happened', () => {
  test('is one sentence an event, in the order of the flow, without ids', () => {
    const told = texts([
      created,
      authorized,
      { type: 'order.updated', time: '12:04:12', data: { changed: ['status'] } },
    ]);
    expect(told).toEqual([
      'The customer ordered 2 × Pizza Margherita at Trattoria Sole for €19.00.',
      '€19.00 were set aside on the card; nothing is paid yet.',
    ]);
    expect(told.join()).not.toContain('c-2093');
  });

  test('counts what says nothing to a customer', () => {
    const position = { type: 'driver.location_updated', time: '12:22:00' };
    expect(tell([created, position, position]).untold).toEqual([{ type: 'driver.location_updated', count: 2 }]);
  });

  test('says once what was recorded twice, and how often', () => {
    const again: SampleEvent = { ...created, role: 'duplicate', copyOf: 'order-events/0/0' };
    expect(tell([created, again]).sentences).toMatchObject([{ times: 2 }]);
  });

  test('names what a person asked by REST where no event tells it, and that it was refused', () => {
    const cancel = { method: 'POST', route: '/orders/{id}/cancel', status: 409, startedAt: at('12:10:00') };
    expect(texts([created, ready], { requests: [sampleRequest({}), sampleRequest(cancel)] })).toEqual([
      'The customer ordered 2 × Pizza Margherita at Trattoria Sole for €19.00.',
      'The customer asked to cancel the order and was refused.',
      'The food is ready at Trattoria Sole.',
    ]);
  });

  test('of a process without words is its own sentences', () => {
    const reading = sampleReading([{ type: 'stock.counted', time: '12:00:00', data: { count: 4 } }], {
      process: sampleProcess([], { id: 'stock' }),
    });
    const { sentences } = tellStory({ ...reading, sentences: { 'stock.counted': '{count} were counted' } });
    expect(sentences).toMatchObject([{ text: '4 were counted.' }]);
  });

  test('of a process without words or sentences is its steps and its types', () => {
    const process = sampleProcess(
      [sampleStep('counted', 'done', { label: 'Stock counted', record: 'order-events/0/0' })],
      {
        id: 'stock',
      },
    );
    const events = ['stock.counted', 'stock.moved', 'stock.moved'].map((type) => ({ type, time: '12:00:00' }));
    expect(tell(events, { process }).sentences).toMatchObject([
      { text: 'Stock counted.', times: 1 },
      { text: 'Orders told “stock moved”.', times: 2 },
    ]);
  });
});

describe('what people were told', () => {
  const asked = notice('notification.requested', '12:22:00', { text: 'Your order is on the way.' });

  test('is told once it was sent, in the words they got', () => {
    const sent = notice('notification.sent', '12:22:01');
    expect(tell([created, asked, sent]).sentences.slice(1)).toMatchObject([
      {
        kind: 'told',
        at: at('12:22:01'),
        to: 'customer',
        text: 'The customer was told by push message: “Your order is on the way.”',
      },
    ]);
    expect(answers([created, asked, sent]).told).toBe(
      `At ${at('12:22:01')}: The customer was told by push message: “Your order is on the way.”`,
    );
    expect(texts([created, sent])[1]).toBe('The customer was told by push message that the order is on the way.');
  });

  test('is bad news when it could not be brought, and late when nobody says that it left', () => {
    const gone = notice('notification.failed', '12:22:01', { detail: 'There is no mailbox.' });
    expect(tell([created, asked, gone]).sentences.at(-1)).toMatchObject({
      tone: 'bad',
      text: 'The customer could not be told by push message: “Your order is on the way.” The reason: There is no mailbox.',
    });
    expect(tell([created, asked], { asOf: at('12:24:00') }).sentences.at(-1)).toMatchObject({ tone: 'late' });
    expect(answers([created]).told).toBe('Nothing so far.');
  });
});

describe('troubles', () => {
  const what = { eventId: 'e-0', copyOf: 'order-events/0/0', group: 'notifications', time: '12:05:00' };
  const failure = { type: 'TimeoutError', message: 'mail server does not answer' };
  const retry: SampleEvent = { ...created, ...what, role: 'retry', attempt: 1, failure };
  const dead: SampleEvent = { ...created, ...what, role: 'dead_letter', attempt: 4, failure, time: '12:09:00' };

  test('tries are one sentence, a dead letter is whose fault it is', () => {
    const told = tell([created, retry, { ...retry, attempt: 2 }, dead]);
    const text =
      'The desk that sends messages could not take in “order created” and gave up after 4 tries: mail server does not answer.';
    expect(told.sentences.slice(1)).toMatchObject([{ kind: 'trouble', tone: 'bad', text }]);
    expect(told.answers.find(({ question }) => question === 'fault')).toMatchObject({ text, tone: 'bad' });
  });

  test('what was sent again is no fault any more', () => {
    const replay: SampleEvent = { ...created, ...what, role: 'replay', time: '12:20:00' };
    const told = tell([created, dead, replay]);
    expect(told.sentences.at(-1)).toMatchObject({ tone: 'late', text: expect.stringContaining('sent again later') });
  });
});

describe('the questions', () => {
  test('of a late flow', () => {
    const told = tell([created, ready], { process: lateDriver, status: 'late' });
    expect(Object.fromEntries(told.answers.map(({ question, text }) => [question, text]))).toEqual({
      where: 'Ready at Trattoria Sole, waiting for a driver.',
      since: `${at('12:21:07')}.`,
      missing: `A driver, usually there by ${at('12:21:47')}: it is late.`,
      fault: 'The dispatch of drivers, whose turn it is. Nine in ten orders have a driver within 40 s.',
      next: `A driver is found and sets out for the restaurant; usually there by ${at('12:21:47')}.`,
      told: 'Nothing so far.',
    });
    expect(answers([created, ready], { process: lateDriver, status: 'stuck' }).next).toMatch(/^Nothing by itself/);
    expect(told.ahead.map(({ step, state }) => `${step} ${state}`)).toEqual(['assigned late', 'picked_up expected']);
  });

  test('of a flow in time say whose turn it is, and what happens otherwise', () => {
    const step = sampleStep('accepted', 'current', { dueAt: at('12:05:10'), dueBy: 'deadline' });
    expect(
      answers([created, authorized], { process: sampleProcess([done('confirmed', '12:04:10'), step]) }),
    ).toMatchObject({
      where: 'At Trattoria Sole, which has not yet said whether it makes it.',
      missing: `The restaurant’s word, expected by ${at('12:05:10')}.`,
      fault: 'Nobody’s: all is in time. It is the turn of Trattoria Sole.',
      next: `The restaurant accepts the order and cooks; expected by ${at('12:05:10')}. If not, the order is cancelled and the customer pays nothing.`,
    });
  });

  test('of a cancelled order say whose doing it was, and that the money is still owed', () => {
    const events = [created, authorized, cancelled('restaurant_rejected')];
    const owing = failed('kitchen_refused', sampleStep('return_money', 'current'));
    expect(answers(events, owing)).toMatchObject({
      where: 'Nowhere: the order was cancelled.',
      fault: 'Trattoria Sole: it could not make the order.',
      missing: 'The money, which has not gone back yet.',
      next: 'The money is released or goes back to the customer.',
    });
    expect(answers(events, failed('kitchen_refused', sampleStep('return_money', 'done')))).toMatchObject({
      missing: 'Nothing: it ended early, so the rest does not come.',
      next: 'Nothing more: the order is cancelled.',
    });
  });

  test('of an order on its way out say that the cancellation is to come', () => {
    const process = sampleProcess([done('placed', '12:04:10'), sampleStep('payment_refused', 'current')]);
    expect(answers([created, { type: 'payment.failed', time: '12:04:12', data: {} }], { process })).toMatchObject({
      missing: 'The cancellation of the order.',
      next: 'The order is cancelled.',
    });
  });

  test('of a finished order have nothing left', () => {
    const end = { event: 'order.completed', label: 'delivered', at: at('12:40:00') };
    const process = sampleProcess([done('completed', '12:40:00')], { end });
    expect(answers([created], { process, status: 'done' })).toMatchObject({ missing: 'Nothing.', fault: 'Nobody’s.' });
  });

  test('of a flow that no process describes are not guessed', () => {
    const told = answers([{ type: 'stock.counted', time: '12:00:00', service: 'inventory' }], { status: null });
    expect(told.where).toBe('The last that is known: Inventory told “stock counted”.');
    for (const question of ['missing', 'fault', 'next']) expect(told[question]).toMatch(/^Not known/);
    expect(told).not.toHaveProperty('told');
  });
});
