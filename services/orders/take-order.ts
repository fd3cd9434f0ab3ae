import type { z } from '@hono/zod-openapi';
import {
  type IdempotencyKey,
  type ServiceContext,
  type StoredAnswer,
  storeAnswer,
  storedAnswer,
  type Work,
} from '#services/_kit/index.ts';
import { placedSchema, type placingSchema } from './api-schemas.ts';
import { type FoundQuote, findQuote } from './find-quote.ts';
import { newOrderId, placeOrder } from './place-order.ts';
import { recordChanges } from './record-changes.ts';

type Placing = z.infer<typeof placingSchema>;
type Placed = z.infer<typeof placedSchema>;

/** `repeated`: this Idempotency-Key was answered before, and this is that answer. */
export type Taken = { placed: Placed; repeated: boolean };

/** Another request with the same Idempotency-Key was first; thrown so that this one's transaction is undone. */
class AnsweredBefore extends Error {
  readonly answer: StoredAnswer;
  constructor(answer: StoredAnswer) {
    super('answered before');
    this.answer = answer;
  }
}

/** Quotes, then writes the order and the answer in one transaction; a repeated Idempotency-Key gets the first answer. */
export async function takeOrder(context: ServiceContext, placing: Placing, key: IdempotencyKey | null): Promise<Taken> {
  const before = key && (await storedAnswer(context.pool, key));
  if (before) return repeat(before);
  const found = await findQuote(context, placing.restaurantId, placing.items);
  try {
    const placed = await context.transact((work) => recordOnce(context, work, key, placing, found));
    return { placed, repeated: false };
  } catch (error) {
    if (error instanceof AnsweredBefore) return repeat(error.answer);
    throw error;
  }
}

function repeat(answer: StoredAnswer): Taken {
  return { placed: placedSchema.parse(answer.body), repeated: true };
}

async function recordOnce(
  context: ServiceContext,
  work: Work,
  key: IdempotencyKey | null,
  placing: Placing,
  found: FoundQuote,
): Promise<Placed> {
  const orderId = newOrderId();
  const { correlationId } = work;
  const nowhere = { orderId, version: 0, correlationId, order: null };
  await recordChanges(context, work, nowhere, [placeOrder(orderId, placing, found)]);
  const placed = { orderId, correlationId, status: 'placed', totalCents: found.quote.totalCents };
  const first = key && (await storeAnswer(work, key, { status: 201, body: placed, correlationId }));
  if (first) throw new AnsweredBefore(first);
  return placed;
}
