// Services of the reference platform stand in the order an order meets them, on every flow's page alike.
const usual = ['orders', 'payments', 'restaurants', 'drivers', 'notifications', 'analytics'];

/** One lane a service: the usual ones in their usual order, the others below as they first appear. */
export function orderLanes(services: Iterable<string>): string[] {
  const seen = [...new Set(services)];
  return [...usual.filter((name) => seen.includes(name)), ...seen.filter((name) => !usual.includes(name))];
}
