import { expect, test } from 'vitest';
import { countAnswers, type HeardAnswer, judgeAnswers } from './judge-answers.ts';

const answer = (away: string, status: number | null, detail?: string): HeardAnswer => ({
  away,
  method: 'POST',
  path: '/orders',
  status,
  body: detail === undefined ? {} : { detail },
});
const sentence = 'Nobody knows the menu of this restaurant now; try again in a moment.';

test.each<[string, HeardAnswer[], RegExp]>([
  ['silence', [answer('payments', null)], /nobody answered/],
  ['a refusal without a word', [answer('payments', 201), answer('payments', 503)], /answered 503/],
  [
    'a refusal with a stack trace',
    [answer('payments', 201), answer('payments', 500, 'Error: x\n at y')],
    /answered 500/,
  ],
  ['an outage in which nothing was taken', [answer('drivers', 503, sentence)], /no order was taken/],
])('%s is found', (_, heard, fault) => {
  expect(judgeAnswers(heard)).toContainEqual(expect.stringMatching(fault));
});

test('orders taken, clear refusals and the silence of orders itself are no faults', () => {
  const heard = [answer('restaurants', 201), answer('restaurants', 503, sentence), answer('orders', null)];
  expect(judgeAnswers(heard)).toEqual([]);
  expect(countAnswers(heard)).toEqual({ restaurants: { 201: 1, 503: 1 }, orders: { silent: 1 } });
});
