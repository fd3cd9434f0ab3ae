import { NibbleError } from '#schemas/errors.ts';
import { ofOrder } from './advance-order.ts';
import type { Order, OrderChange } from './order.ts';

export type WantedChange = { address?: { street: string; city: string } | undefined; note?: string | undefined };

/** A new address or note, until the kitchen has begun. Throws `conflict` after that; nothing when nothing is new. */
export function changeOrder(order: Order, { address, note }: WantedChange): OrderChange[] {
  if (order.status !== 'placed' && order.status !== 'confirmed') {
    throw new NibbleError(
      'conflict',
      `Order ${order.order_id} is ${order.status.replaceAll('_', ' ')} and cannot be changed any more.`,
    );
  }
  const moves = address && (address.street !== order.address.street || address.city !== order.address.city);
  const renotes = note !== undefined && note !== order.note;
  const changed: ('address' | 'note')[] = [
    ...(moves ? (['address'] as const) : []),
    ...(renotes ? (['note'] as const) : []),
  ];
  if (changed.length === 0) return [];
  const news = { ...(moves ? { address } : {}), ...(renotes ? { note } : {}) };
  return [{ type: 'order.updated', data: { ...ofOrder(order), status: order.status, changed, ...news } }];
}
