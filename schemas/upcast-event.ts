import { newestVersion } from './event-catalog.ts';

type Data = Readonly<Record<string, unknown>>;

/** How the `data` of each older version becomes the next one's: what it did not say is said to be unknown. */
const steps: Readonly<Record<string, Readonly<Record<number, (data: Data) => Data>>>> = {
  'order.created': {
    1: (data) => ({ channel: 'unknown', quoted_from: 'restaurants', ...data }),
  },
  'payment.captured': {
    1: (data) => ({ bank_reference: 'unknown', ...data }),
  },
};

/**
 * The `data` of an event as its newest version has it; that of the newest version, and of a type that is not ours, comes
 * back as it is. Throws TypeError for an older version that has no step to the next.
 */
export function upcastData(type: string, version: number, data: Data): Data {
  const newest = Object.hasOwn(newestVersion, type) ? Number(Reflect.get(newestVersion, type)) : version;
  let lifted = data;
  for (let from = version; from < newest; from += 1) {
    const step = steps[type]?.[from];
    if (!step) throw new TypeError(`no way from version ${from} of ${type} to the next`);
    lifted = step(lifted);
  }
  return lifted;
}
