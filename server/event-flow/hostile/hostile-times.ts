import { envelope, kind, type Problem } from './hostile-record.ts';

const time = (name: string, event_time: string, problems: readonly Problem[] = []) =>
  kind(name, (token) => ({ headers: envelope(token, { event_time }), problems }));
const stamp = (name: string, timestamp: bigint, shows: string[] = []) =>
  kind(name, () => ({ timestamp, problems: ['implausibleTimestamp'], shows }));

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

/** Clocks that are wrong, far away, or written in no known way. */
export const hostileTimes = [
  time('an event time in the year 9999', '9999-12-31T23:59:59.999Z', ['implausibleEventTime']),
  time('an event time in the year 0', '0000-01-01T00:00:00Z', ['implausibleEventTime']),
  time('an event time before 1970', '-1', ['implausibleEventTime']),
  time('an event time beyond all dates', '8640000000000001', ['implausibleEventTime']),
  time('an event time in microseconds', String(Date.now() * 1000), ['implausibleEventTime']),
  time('an event time that is no time', 'yesterday at noon', ['badEventTime']),
  time('an event time that no calendar has', '2026-02-31T25:00:00Z', ['badEventTime']),
  time('an event time of 10 kB', '2'.repeat(10_000), ['badEventTime']),
  time('an event time that a browser alone understands', ago(60).toString(), ['badEventTime']),
  time('an event time in seconds', String(Math.floor(Date.now() / 1000) - 60)),
  time('an event time in milliseconds', String(Date.now() - 60_000)),
  time('an event time with an offset', ago(60).toISOString().replace('Z', '+00:00')),
  time('an event time without a zone', ago(60).toISOString().replace('Z', '')),
  time('an event time in nanoseconds after the point', ago(60).toISOString().replace('Z', '999999Z')),
  time(
    'a leap second',
    ago(120)
      .toISOString()
      .replace(/:\d\d\.\d{3}Z/, ':60Z'),
  ),
  stamp('a timestamp of −1', -1n, ['-1']),
  stamp('a timestamp of 2^63−1', 2n ** 63n - 1n, ['9223372036854775807']),
  stamp('a timestamp of 0', 0n, ['1 Jan 1970']),
  stamp('a timestamp in seconds', BigInt(Math.floor(Date.now() / 1000))),
  stamp('a timestamp in microseconds', BigInt(Date.now()) * 1000n),
  kind('a timestamp of a year ago', () => ({ timestamp: BigInt(Date.now() - 365 * 86_400_000) })),
];
