import { z } from 'zod';

/** The console's "Place an order"; what is absent it picks by itself, like a customer who takes what looks good. */
export const placeOrder = z.object({
  restaurantId: z.string().min(1).max(100).optional(),
  customerId: z.string().min(1).max(100).optional(),
});

/** What the orders service answered. */
export const placedOrder = z.object({
  orderId: z.string(),
  correlationId: z.string(),
  status: z.string(),
  totalCents: z.int().nullable(),
});
export type PlacedOrder = z.infer<typeof placedOrder>;
