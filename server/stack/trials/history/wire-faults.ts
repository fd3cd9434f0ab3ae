import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#server/platform/random/index.ts';
import type { Fault } from './fault.ts';
import type { Target } from './open-ground.ts';

type Wire = (target: Target) => Fault;

const cut: Wire =
  (target) =>
  async ({ proxies, fleet }, random) => {
    const proxy = proxies[target];
    await fleet.some();
    const cuts: number[] = [];
    for (let times = random.whole(1, 4); times > 0; times -= 1) {
      cuts.push(proxy.cut());
      await delay(random.whole(50, 800));
    }
    const refused = await proxy.refuse();
    await delay(random.whole(200, 3_000));
    await proxy.recover();
    return { happened: cuts.some((count) => count > 0), cuts, refused };
  };

/** Connections of this time stay mute after it is over: only a deadline of the collector's own can end them. */
const silent: Wire =
  (target) =>
  async ({ proxies, fleet }, random) => {
    const proxy = proxies[target];
    await fleet.some();
    const before = proxy.counts();
    const connections = proxy.silence();
    await delay(lasting(random));
    await proxy.recover();
    const swallowed = proxy.counts().swallowed - before.swallowed;
    return { happened: connections > 0 && swallowed > 0, connections, swallowed };
  };

/** What was sent arrives after all, late: a commit too, of which the collector has not heard. */
const held: Wire =
  (target) =>
  async ({ proxies, fleet }, random) => {
    const proxy = proxies[target];
    await fleet.some();
    const before = proxy.counts();
    const connections = proxy.hold();
    const lastsMs = lasting(random);
    await delay(lastsMs);
    const carried = proxy.counts().carried - before.carried;
    await proxy.recover();
    return { happened: connections > 0, connections, carried, lastsMs };
  };

const slow: Wire =
  (target) =>
  async ({ proxies, fleet }, random) => {
    const proxy = proxies[target];
    await fleet.some();
    const before = proxy.counts();
    const bytesPerSecond = random.whole(10_000, 60_000);
    const connections = proxy.slow(bytesPerSecond);
    await delay(lasting(random));
    const carried = proxy.counts().carried - before.carried;
    await proxy.recover();
    return { happened: connections > 0 && carried > 0, connections, carried, bytesPerSecond };
  };

function lasting(random: Random): number {
  return random.whole(2_000, 8_000);
}

export const wireFaults = {
  'database cut': cut('database'),
  'database silent': silent('database'),
  'database held': held('database'),
  'database slow': slow('database'),
  'broker cut': cut('broker'),
  'broker silent': silent('broker'),
  'broker held': held('broker'),
  'broker slow': slow('broker'),
} satisfies Record<string, Fault>;
