import { createServer } from 'node:net';

/** Below the range from which systems hand out ports by themselves, above what services use by default. */
const lowest = 21_100;
const highest = 29_900;

/**
 * The first port of a row of `count` that nothing listens on, on loopback. The search begins at a random place
 * (or at `from`), so that two test runs at once do not take the same row between looking and listening.
 */
export async function findPorts(count: number, from?: number): Promise<number> {
  const places = Math.floor((highest - lowest) / count);
  const begin = from === undefined ? Math.floor(Math.random() * places) : 0;
  for (let step = 0; step < places; step += 1) {
    const base = (from ?? lowest) + ((begin + step) % places) * count;
    if (await allFree(base, count)) return base;
  }
  throw new Error(`No ${count} free ports in a row between ${lowest} and ${highest}.`);
}

async function allFree(base: number, count: number): Promise<boolean> {
  for (let port = base; port < base + count; port += 1) if (!(await isFree(port))) return false;
  return true;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
