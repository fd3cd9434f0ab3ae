import type { Flow } from '#schemas/api/flow.ts';

/** A moment as a service told it (epoch ms), by the clock that the others go by. */
export type Correction = (service: string, told: number) => number;

export function clockCorrection(clocks: Flow['clocks']): Correction {
  const ahead = new Map(clocks.map(({ service, aheadMs }) => [service, aheadMs]));
  return (service, told) => told - (ahead.get(service) ?? 0);
}
