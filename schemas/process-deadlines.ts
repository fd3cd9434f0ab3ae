import orderLifecycle from './processes/order-lifecycle.json' with { type: 'json' };

/**
 * How long an order waits at pace 1, in ms, as its process says. Each counts from the event before it: the order, its
 * confirmation, the kitchen's word, the food being ready.
 */
export const orderDeadlines = {
  paymentAnswerMs: withinMs('authorized'),
  kitchenAnswerMs: withinMs('accepted'),
  captureMs: withinMs('captured'),
  driverFoundMs: withinMs('assigned'),
  /** How long a driver waits at the restaurant to be allowed. */
  permissionMs: withinMs('pickup_permitted'),
  /** Drivers keeps the time before it; this long orders waits to hear of it. */
  driversWordMs: withinMs('assigned') + moreMs('drivers_silent'),
};

function withinMs(id: string): number {
  const ms = [...orderLifecycle.steps, ...orderLifecycle.gates].find((place) => place.id === id)?.withinMs;
  if (ms === undefined) throw new TypeError(`${id} of order-lifecycle.json has no withinMs`);
  return ms;
}

function moreMs(id: string): number {
  const ms = orderLifecycle.branches.find((branch) => branch.id === id)?.cause.moreMs;
  if (ms === undefined) throw new TypeError(`branch ${id} of order-lifecycle.json has no moreMs`);
  return ms;
}
