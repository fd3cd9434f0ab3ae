import { type Clock, systemClock } from './clock.ts';

/**
 * A point in time that keeps its age when the wall clock is set: it is measured by the steady clock of this process and
 * told by the wall clock as that stands now.
 */
export class Moment {
  readonly #at: number;

  /** Now, or so many ms ago. */
  constructor(agoMs = 0) {
    this.#at = performance.now() - agoMs;
  }

  ageMs(): number {
    return performance.now() - this.#at;
  }

  date(clock: Clock = systemClock): Date {
    return new Date(clock.now().getTime() - this.ageMs());
  }
}
