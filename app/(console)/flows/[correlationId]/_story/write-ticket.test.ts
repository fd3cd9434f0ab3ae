import { expect, test } from 'vitest';
import type { Story, StorySentence } from '#schemas/api/story.ts';
import { writeTicket } from './write-ticket.ts';

const sentence = (at: string, text: string, times = 1): StorySentence => ({
  kind: 'happened',
  at: `2026-11-24T${at}.000Z`,
  text,
  tone: 'plain',
  to: null,
  sel: `order-events/0/${at}`,
  type: 'order.created',
  service: 'orders',
  eventId: null,
  times,
});
const story: Story = {
  correlationId: 'c-1',
  business: { kind: 'order', id: '7K3M-9QXD' },
  status: 'late',
  shown: { events: 2, of: 2 },
  words: { process: 'order-lifecycle', version: 1 },
  answers: [
    { question: 'where', text: 'Ready at Trattoria Sole.', tone: 'plain' },
    { question: 'since', text: '2026-11-24T12:21:07.000Z.', tone: 'plain' },
  ],
  sentences: [
    sentence('12:04:10', 'The customer ordered at <b>Sole</b> *now*.'),
    sentence('12:21:07', 'The food is ready.', 3),
  ],
  ahead: [
    {
      step: 'assigned',
      label: 'Driver found',
      state: 'late',
      text: 'A driver is found.',
      service: 'drivers',
      dueAt: '2026-11-24T12:21:47.000Z',
      dueBy: 'usual',
    },
  ],
  untold: [],
  problems: [],
  asOf: '2026-11-24T12:27:19.000Z',
};
const facts = {
  story,
  title: 'Order 7K3M-9QXD',
  status: 'late',
  link: 'http://127.0.0.1:3000/flows/c-1?reading=support',
  zone: 'utc',
  isSnapshot: false,
} as const;

test('as plain text reads like a story, with its link and the zone of its times', () => {
  expect(writeTicket(facts, 'text')).toBe(`Order 7K3M-9QXD: late
Where is it? Ready at Trattoria Sole.
Since when? 12:21:07.

What happened:
  12:04:10  The customer ordered at <b>Sole</b> *now*.
  12:21:07  The food is ready. (3 times)

Still to come, and by when:
  12:21:47  A driver is found. (late)

Read 24 Nov 2026, 12:27:19; times in UTC.
http://127.0.0.1:3000/flows/c-1?reading=support
`);
});

test('as Markdown keeps the words of others from being markup', () => {
  const ticket = writeTicket({ ...facts, isSnapshot: true }, 'markdown');
  expect(ticket).toContain('### Order 7K3M-9QXD: late\n');
  expect(ticket).toContain('- **Since when?** 12:21:07.');
  expect(ticket).toContain('- `12:04:10` The customer ordered at \\<b\\>Sole\\</b\\> \\*now\\*.');
  expect(ticket).toContain('Snapshot of 24 Nov 2026, 12:27:19; times in UTC.');
  expect(ticket).toContain('<http://127.0.0.1:3000/flows/c-1?reading=support>');
});

test('says the day of what was on another day than the reading', () => {
  const later = { ...story, asOf: '2026-11-26T08:00:00.000Z' };
  expect(writeTicket({ ...facts, story: later }, 'text')).toContain('  24 Nov 2026, 12:21:07  The food is ready.');
});
