import type { Random } from '#server/platform/random/index.ts';

export type Menu = { restaurantId: string; dishes: { sku: string; available: boolean; soldOut: boolean }[] };

export type OrderPlan = {
  body: {
    customerId: string;
    restaurantId: string;
    items: { sku: string; quantity: number }[];
    address: { street: string; city: string };
    paymentToken: string;
    /** Older apps do not say it. */
    channel?: 'app' | 'web' | 'phone';
  };
  /** How long after placing the customer changes their mind, at pace 1; null for those who do not. */
  cancelAfterMs: number | null;
};

const streets = ['Lindenweg', 'Gartenstraße', 'Am Kanal', 'Birkenallee', 'Marktplatz', 'Schillerstraße', 'Uferweg'];
const refusedTokens = ['tok_refused', 'tok_refused', 'tok_expired'];
const goodTokens = ['tok_visa', 'tok_visa', 'tok_visa', 'tok_visa', 'tok_sepa'];
const channels = ['app', 'app', 'app', 'web', 'web', 'phone', null] as const;
const troubles = ['card', 'kitchen', 'regret', 'capture', 'door', 'notice'] as const;
type TroubleKind = (typeof troubles)[number] | null;
const customers = 400;

/** What the next customer wants. `trouble` is the share of orders that do not go well. */
export function planOrder(random: Random, menus: readonly Menu[], trouble: number): OrderPlan {
  const kind = random.share() < trouble ? random.oneOf(troubles) : null;
  const channel = random.oneOf(channels);
  const { restaurantId, items } = kind === 'kitchen' ? unluckyMeal(random, menus) : meal(random, menus);
  return {
    body: {
      // Whoever is gone cannot be told anything: notices fail, the food arrives.
      customerId: `${kind === 'notice' ? 'gone' : 'c'}-${random.whole(1000, 1000 + customers - 1)}`,
      restaurantId,
      items,
      address: {
        street: `${kind === 'door' ? 'Nowhere' : random.oneOf(streets)} ${random.whole(1, 120)}`,
        city: 'Berlin',
      },
      paymentToken: tokenFor(kind, random),
      ...(channel && { channel }),
    },
    cancelAfterMs: kind === 'regret' ? random.whole(500, 15_000) : null,
  };
}

function tokenFor(kind: TroubleKind, random: Random): string {
  if (kind === 'card') return random.oneOf(refusedTokens);
  return kind === 'capture' ? 'tok_capture_refused' : random.oneOf(goodTokens);
}

function meal(random: Random, menus: readonly Menu[]) {
  const servable = menus
    .map(({ restaurantId, dishes }) => ({ restaurantId, skus: dishes.filter(isServed).map(({ sku }) => sku) }))
    .filter(({ skus }) => skus.length > 0);
  const { restaurantId, skus } = random.oneOf(servable);
  const chosen = new Set(Array.from({ length: random.whole(1, 3) }, () => random.oneOf(skus)));
  return { restaurantId, items: [...chosen].map((sku) => ({ sku, quantity: random.whole(1, 2) })) };
}

/** A meal with a dish that the kitchen has run out of; an ordinary one where every kitchen has everything. */
function unluckyMeal(random: Random, menus: readonly Menu[]) {
  const gone = menus.flatMap(({ restaurantId, dishes }) =>
    dishes.filter(({ available, soldOut }) => available && soldOut).map(({ sku }) => ({ restaurantId, sku })),
  );
  if (gone.length === 0) return meal(random, menus);
  const { restaurantId, sku } = random.oneOf(gone);
  return { restaurantId, items: [{ sku, quantity: 1 }] };
}

function isServed({ available, soldOut }: { available: boolean; soldOut: boolean }): boolean {
  return available && !soldOut;
}
