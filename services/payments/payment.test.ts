import { describe, expect, test } from 'vitest';
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

describe('given a payment, when the bank is asked, then', () => {
  test.each([
    ['tok_refused', 'card_declined'],
    ['tok_expired', 'card_expired'],
  ])('%s is refused: %s, and no money moves', (token, reason) => {
    expect(authorizePayment(payment('pending', token))).toMatchObject({
      status: 'failed',
      entry: null,
      event: { type: 'payment.failed', data: { reason } },
    });
  });

  test('any other card holds the money', () => {
    expect(authorizePayment(payment('pending'))).toMatchObject({
      status: 'authorized',
      entry: 'authorize',
      event: { type: 'payment.authorized', data: { amount_cents: 1900 } },
    });
  });

  test.each<PaymentStatus>(['authorized', 'failed', 'captured', 'refunded', 'voided'])(
    '%s: not asked again',
    (status) => {
      expect(authorizePayment(payment(status))).toBeNull();
    },
  );
});

describe('given a payment, when the kitchen accepts, then', () => {
  test('authorized: captured', () => {
    expect(capturePayment(payment('authorized'))).toMatchObject({ status: 'captured', entry: 'capture' });
  });

  test.each<PaymentStatus>(['pending', 'failed', 'captured', 'refunded', 'voided'])('%s: nothing', (status) => {
    expect(capturePayment(payment(status))).toBeNull();
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
