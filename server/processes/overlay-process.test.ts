import { describe, expect, test } from 'vitest';
import { builtInProcesses } from './load-processes.ts';
import { overlayProcess } from './overlay-process.ts';
import { sampleProcess, usually } from './test-process.ts';

const none = usually({});
const event = (type: string | null, atMs: number, data: unknown = {}) => ({
  type,
  atMs,
  eventId: `e-${type}`,
  record: `t/0/${atMs}`,
  service: null,
  data,
});
const overlay = (untilMs: number, ...events: ReturnType<typeof event>[]) =>
  overlayProcess(sampleProcess(), events, { usual: none, untilMs });
const states = ({ steps }: ReturnType<typeof overlay>) => Object.fromEntries(steps.map(({ id, state }) => [id, state]));
const at = (ms: number) => new Date(ms).toISOString();

describe('a process drawn over a flow', () => {
  test('says what is done, whose turn it is and what comes later, by when', () => {
    const drawn = overlay(0, event('ParcelPosted', 1_000), event('ParcelSorted', 2_000));
    expect(states(drawn)).toEqual({ a: 'done', b: 'done', c: 'current', c2: 'current', d: 'expected' });
    expect(drawn.steps[1]).toMatchObject({ at: at(2_000), eventId: 'e-ParcelSorted', record: 't/0/2000', dueAt: null });
    expect(drawn.steps[3]).toMatchObject({ dueAt: at(92_000), dueBy: 'deadline', at: null });
    expect(drawn.steps[4]).toMatchObject({ dueAt: null, dueBy: null });
    expect(drawn).toMatchObject({ branch: null, end: null });
  });

  test('expects what comes later by adding up, and from now on where something is late', () => {
    const usual = usually({
      c: { medianMs: 1, p90Ms: 5_000, count: 50 },
      d: { medianMs: 1, p90Ms: 50_000, count: 50 },
    });
    const draw = (untilMs: number) =>
      overlayProcess(sampleProcess(), [event('ParcelPosted', 0), event('ParcelSorted', 0)], {
        usual,
        untilMs,
      }).steps.at(-1);
    expect(draw(0)).toMatchObject({ state: 'expected', dueAt: at(190_000), dueBy: 'usual', usual: { p90Ms: 50_000 } });
    expect(draw(500_000)).toMatchObject({ dueAt: at(600_000) });
  });

  test('says why something is late', () => {
    const { steps } = overlay(60_000, event('ParcelPosted', 0));
    expect(steps[1]).toMatchObject({ state: 'late', why: 'The process allows 60 s for it.' });
    expect(steps[2]).toMatchObject({ state: 'expected', why: null });
  });

  test('names a step that was left out, and goes on from what there is', () => {
    const drawn = overlay(0, event('ParcelPosted', 0), event('ParcelLoaded', 9_000), event('ParcelPaid', 9_500));
    expect(states(drawn)).toMatchObject({ b: 'skipped', d: 'current' });
    expect(drawn.steps[1]?.why).toBe('No record tells of it, although “Loaded” came after it.');
  });

  test('shows the branch, how it ends, and what is undone where an event tells so', () => {
    const way = [event('ParcelPosted', 0), event('ParcelSorted', 1), event('ParcelPaid', 2)];
    expect(overlay(9, ...way, event('ParcelMissing', 3, { found: 'yes' })).branch).toBeNull();
    const leaving = overlay(9, ...way, event('ParcelMissing', 3, { found: 'no' }));
    expect(leaving.branch).toEqual({ id: 'lost', label: 'The parcel is lost' });
    expect(states(leaving)).toMatchObject({
      c2: 'done',
      c: 'skipped',
      d: 'skipped',
      lost: 'current',
      repay: 'expected',
    });
    expect(leaving.steps[2]?.why).toBe('Not to come any more: the parcel is lost.');
    const closed = overlay(
      9,
      ...way,
      event('ParcelMissing', 3, { found: 'no' }),
      event('ParcelClosed', 4, { reason: 'lost' }),
    );
    expect(closed.end).toEqual({ event: 'ParcelClosed', label: 'closed', at: at(4) });
    expect(closed.steps.slice(5).map(({ id, label, state }) => [id, label, state])).toEqual([
      ['lost', 'Closed', 'done'],
      ['repay', 'Money goes back', 'current'],
    ]);
  });

  test('knows the branch by the reason of its end; one that no branch gives leaves the path unnamed', () => {
    const end = (reason: string) => overlay(9, event('ParcelPosted', 0), event('ParcelClosed', 4, { reason }));
    expect(end('called_off').branch?.id).toBe('called_off');
    expect(end('whim')).toMatchObject({ branch: null, end: { label: 'closed' } });
    expect(end('whim').steps[1]).toMatchObject({ state: 'skipped', why: 'Not to come any more: it ended as closed.' });
  });

  test('gives an event that the process does not name a place of its own, once', () => {
    const { steps } = overlay(0, event('ParcelPosted', 0), event('Weather', 1), event('Weather', 2), event(null, 3));
    expect(steps.slice(5)).toMatchObject([{ id: 'off_path:Weather', state: 'off_path', at: at(1), record: 't/0/1' }]);
  });

  test('takes the first of events that came twice', () => {
    expect(overlay(0, event('ParcelPosted', 50), event('ParcelPosted', 20)).steps[0]).toMatchObject({ at: at(20) });
  });
});

describe('the order process over an order', () => {
  const [lifecycle] = builtInProcesses();
  const draw = (...events: ReturnType<typeof event>[]) => {
    if (!lifecycle) throw new Error('no process comes with the console');
    return overlayProcess(lifecycle, events, { usual: none, untilMs: 0 });
  };
  const confirmed = [event('order.created', 0), event('payment.authorized', 10), event('order.confirmed', 20)];

  test('tells two refusals of one reason apart by what the bank said', () => {
    const cancelled = event('order.cancelled', 90, { reason: 'payment_failed' });
    const refused = event('payment.failed', 80, { reason: 'card_declined' });
    const late = event('payment.failed', 80, { reason: 'capture_refused' });
    expect(draw(event('order.created', 0), refused, cancelled).branch?.id).toBe('payment_refused');
    const accepted = [...confirmed, event('restaurant.order_accepted', 30)];
    expect(draw(...accepted, late, cancelled).branch?.id).toBe('capture_refused');
  });

  test('tells that nobody was found from that nobody said so', () => {
    const ready = [
      ...confirmed,
      event('restaurant.order_accepted', 30),
      event('payment.captured', 35),
      event('restaurant.order_ready', 40),
    ];
    const cancelled = event('order.cancelled', 90, { reason: 'no_driver' });
    expect(draw(...ready, cancelled).branch?.id).toBe('drivers_silent');
    const told = event('delivery.failed', 80, { reason: 'no_driver' });
    expect(draw(...ready, told, cancelled).branch?.id).toBe('no_driver');
  });

  test('tells by how far it was what a customer called off', () => {
    const cancelled = event('order.cancelled', 90, { reason: 'customer_request' });
    expect(draw(...confirmed, cancelled).branch?.id).toBe('cancelled_when_confirmed');
    expect(draw(...confirmed, event('restaurant.order_accepted', 30), cancelled)).toMatchObject({
      branch: { id: 'cancelled_when_preparing' },
      steps: expect.arrayContaining([
        expect.objectContaining({ id: 'return_money', state: 'current', service: 'payments' }),
      ]),
    });
  });
});
