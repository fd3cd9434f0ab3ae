export type Trouble = {
  service: 'orders' | 'payments' | 'restaurants' | 'drivers' | 'notifications' | 'analytics' | 'loyalty';
  fault: string;
  /** When it begins after the scenario's start, and how long it lasts, at pace 1: the seed chooses within the range. */
  afterMs: readonly [number, number];
  forMs: readonly [number, number];
  share?: number;
  /** For `slow`. */
  ms?: number;
};

export type Scenario = {
  what: string;
  forMs: number;
  /** How many times the usual rate customers come at, at the height of it. */
  rush: number;
  troubles: readonly Trouble[];
};

/** Days that every delivery service has had. Faults are set through the services' own doors. */
export const scenarios = {
  'lunch-rush': {
    what: 'four times the customers for two minutes, slower kitchens, and too few drivers for a while',
    forMs: 180_000,
    rush: 4,
    troubles: [
      { service: 'restaurants', fault: 'slow', afterMs: [20_000, 40_000], forMs: [60_000, 90_000], ms: 60 },
      { service: 'drivers', fault: 'none', afterMs: [60_000, 80_000], forMs: [20_000, 30_000] },
    ],
  },
  'payment-outage': {
    what: 'the bank does not answer, and refuses some cards when it is back',
    forMs: 150_000,
    rush: 1,
    troubles: [
      { service: 'payments', fault: 'timeout', afterMs: [10_000, 20_000], forMs: [40_000, 80_000] },
      { service: 'payments', fault: 'refuse', afterMs: [90_000, 100_000], forMs: [20_000, 30_000], share: 0.3 },
    ],
  },
  'bad-release': {
    what: 'restaurants tells events in a version that nobody knows, and notifications cannot cope with some orders',
    forMs: 120_000,
    rush: 1,
    troubles: [
      { service: 'restaurants', fault: 'bad-version', afterMs: [10_000, 20_000], forMs: [30_000, 60_000], share: 0.2 },
      { service: 'notifications', fault: 'poison', afterMs: [20_000, 40_000], forMs: [30_000, 60_000], share: 0.1 },
    ],
  },
  'lost-driver': {
    what: 'drivers vanish with the food, and some customers do not open',
    forMs: 150_000,
    rush: 1,
    troubles: [
      { service: 'drivers', fault: 'lost', afterMs: [10_000, 20_000], forMs: [60_000, 90_000], share: 0.2 },
      { service: 'drivers', fault: 'absent', afterMs: [30_000, 60_000], forMs: [30_000, 60_000], share: 0.1 },
    ],
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
