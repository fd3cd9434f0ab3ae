import type { Random } from '#server/platform/random/index.ts';
import type { CustomerWord } from './evidence.ts';

export type CustomerPlan = {
  kind: CustomerWord['kind'];
  body: object;
  /** Cancels once this event of the order was heard; null for those who do not. */
  cancelAt: string | null;
  /** Moves once the order is there; null for those who do not. */
  moveTo: string | null;
};

const meals = [
  ['trattoria-sole', 'pizza-margherita'],
  ['lotus-garden', 'pho-bo'],
  ['masala-house', 'butter-chicken'],
  ['el-camino', 'burrito-pollo'],
  ['zum-anker', 'schnitzel'],
] as const;
const soldOut = ['trattoria-sole', 'truffle-special'] as const;
const kinds: CustomerPlan['kind'][] = ['card', 'card', 'kitchen', 'kitchen', 'capture', 'door'];
const stages = [
  'order.created',
  'payment.authorized',
  'order.confirmed',
  'restaurant.order_accepted',
  'payment.captured',
  'restaurant.order_ready',
  'driver.assigned',
];

/** What a customer will want: one in twelve has a bad card, one in twelve a sold-out dish, one in five second thoughts; fewer a card that cannot be charged after all, or a door that nobody finds. */
export function planCustomer(random: Random): CustomerPlan {
  const kind = kinds[random.whole(0, 23)] ?? 'plain';
  const [restaurantId, sku] = kind === 'kitchen' ? soldOut : random.oneOf(meals);
  return {
    kind,
    body: {
      customerId: `c-${random.whole(1, 9_999)}`,
      restaurantId,
      items: [{ sku, quantity: random.whole(1, 4) }],
      address: { street: `${kind === 'door' ? 'Nowhere' : 'Lindenweg'} ${random.whole(1, 200)}`, city: 'Berlin' },
      paymentToken: tokenOf(kind, random),
    },
    cancelAt: random.share() < 0.2 ? random.oneOf(stages) : null,
    moveTo: kind !== 'door' && random.share() < 0.15 ? `Uferweg ${random.whole(1, 200)}` : null,
  };
}

function tokenOf(kind: CustomerPlan['kind'], random: Random): string {
  if (kind === 'card') return random.oneOf(['tok_refused', 'tok_expired']);
  return kind === 'capture' ? 'tok_capture_refused' : random.oneOf(['tok_visa', 'tok_visa', 'tok_sepa']);
}
