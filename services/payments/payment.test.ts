import { describe, expect, test } from 'vitest';
import { askBank, type BankRequest } from './bank.ts';
import { authorizePayment, capturePayment, type Payment, type PaymentStatus, returnPayment } from './payment.ts';

const payment = (status: PaymentStatus, card_token = 'tok_visa'): Payment => ({
  order_id: '7K3M-9QXD',
  payment_id: '0198e0f2-7a10-7c44-8a2e-51f0c9a4b7d2',
  customer_id: 'c-1',
  amount_cents: 1900,
  currency: 'EUR',
  card_token,
  status,
});
const struck = { share: 1, ms: 0, until: new Date(0), over: new AbortController().signal };
const broken = (...names: string[]) => ({
  strikes: (name: string) => (names.includes(name) ? { name, ...struck } : null),
});
const pays = { pays: true } as const;
const refuses = { pays: false, reason: 'capture_refused', detail: 'No.' } as const;

describe('the bank, when it is asked,', () => {
  test.each<[BankRequest, string, string[], string | null]>([
    ['authorize', 'tok_refused', [], 'card_declined'],
    ['authorize', 'tok_expired', [], 'card_expired'],
    ['authorize', 'tok_visa', ['refuse'], 'card_declined'],
    ['capture', 'tok_capture_refused', [], 'capture_refused'],
    ['capture', 'tok_visa', ['refuse-capture'], 'capture_refused'],
    ['authorize', 'tok_visa', ['refuse-capture'], null],
    ['authorize', 'tok_capture_refused', [], null],
    ['capture', 'tok_visa', ['refuse'], null],
    ['capture', 'tok_refused', [], null],
  ])('to %s %s while %j is broken: %s', (request, token, faults, reason) => {
    const word = askBank(broken(...faults), request, payment('pending', token));
    expect(word).toMatchObject(reason ? { pays: false, reason } : { pays: true });
  });

  test.each<BankRequest>(['authorize', 'capture'])('to %s in an outage: no word, not even a refusal', (request) => {
    expect(askBank(broken('timeout', 'refuse'), request, payment('pending', 'tok_refused'))).toBeNull();
  });
});

describe('given a payment, when the bank speaks of setting money aside, then', () => {
  test('refused: failed, and no money moves', () => {
    expect(authorizePayment(payment('pending'), { ...refuses, reason: 'card_declined' })).toMatchObject({
      status: 'failed',
      entry: null,
      event: { type: 'payment.failed', data: { reason: 'card_declined', detail: 'No.' } },
    });
  });

  test('paid: held', () => {
    expect(authorizePayment(payment('pending'), pays)).toMatchObject({
      status: 'authorized',
      entry: 'authorize',
      event: { type: 'payment.authorized', data: { amount_cents: 1900 } },
    });
  });

  test.each<PaymentStatus>(['authorized', 'failed', 'captured', 'refunded', 'voided'])('%s: nothing', (status) => {
    expect(authorizePayment(payment(status), pays)).toBeNull();
    expect(authorizePayment(payment(status), refuses)).toBeNull();
  });
});

describe('given a payment, when the bank speaks of taking the money, then', () => {
  test('refused: failed, and what was held is free', () => {
    expect(capturePayment(payment('authorized'), refuses)).toMatchObject({
      status: 'failed',
      entry: 'release',
      event: { type: 'payment.failed', data: { reason: 'capture_refused' } },
    });
  });

  test('paid: captured, under a number of the bank', () => {
    expect(capturePayment(payment('authorized'), pays)).toMatchObject({
      status: 'captured',
      entry: 'capture',
      event: { data: { bank_reference: expect.stringMatching(/^nb-/) } },
    });
  });

  test.each<PaymentStatus>(['pending', 'failed', 'captured', 'refunded', 'voided'])('%s: nothing', (status) => {
    expect(capturePayment(payment(status), pays)).toBeNull();
    expect(capturePayment(payment(status), refuses)).toBeNull();
  });
});

describe('given a payment, when the order is cancelled, then', () => {
  test('pending: it is never asked for', () => {
    expect(returnPayment(payment('pending'), 'customer_request')).toEqual({
      status: 'voided',
      entry: null,
      event: null,
    });
  });

  test.each([
    ['authorized', 'release'],
    ['captured', 'refund'],
  ] as const)('%s: the money goes back (%s)', (status, entry) => {
    expect(returnPayment(payment(status), 'restaurant_rejected')).toMatchObject({
      status: 'refunded',
      entry,
      event: { type: 'payment.refunded', data: { was: status, reason: 'restaurant_rejected', amount_cents: 1900 } },
    });
  });

  test.each<PaymentStatus>(['failed', 'refunded', 'voided'])('%s: nothing', (status) => {
    expect(returnPayment(payment(status), 'customer_request')).toBeNull();
  });
});
