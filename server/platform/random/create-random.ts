/** Random choices that are the same for the same seed. */
export type Random = {
  /** In [0, 1). */
  share(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** One of them; throws for an empty list. */
  oneOf<T>(things: readonly T[]): T;
};

/** The mulberry32 generator: 32 bits of state, good enough for made-up customers and attacks, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(share() * (to - from + 1));
  return {
    share,
    whole,
    oneOf(things) {
      const thing = things[whole(0, things.length - 1)];
      if (thing === undefined) throw new RangeError('nothing to choose from');
      return thing;
    },
  };
}
