/** `local` is the browser's own zone; `utc` is what logs speak. */
export type TimeZoneChoice = 'local' | 'utc';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: TimeZoneChoice, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone === 'utc' ? 'UTC' : undefined });
  formats.set(key, made);
  return made;
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;

/** `12:21:07`, with `.412` when `ms`. `at` is ms since 1970. */
export function formatClock(at: number, zone: TimeZoneChoice, options: { ms?: boolean } = {}): string {
  return formatOf(zone, options.ms ? { ...clock, fractionalSecondDigits: 3 } : clock).format(at);
}

/** `24 Nov 2026` in the zone. */
export function formatDate(at: number, zone: TimeZoneChoice): string {
  return formatOf(zone, date).format(at);
}

/** The whole truth of a moment, zone named: `24 Nov 2026, 12:21:07.412 Europe/Berlin (GMT+1)`. */
export function formatAbsolute(at: number, zone: TimeZoneChoice): string {
  return `${formatDate(at, zone)}, ${formatClock(at, zone, { ms: true })} ${zoneName(zone, at)}`;
}

let localName: string | null = null;

/** Asking for it costs more than writing a time does. */
function localZoneName(): string {
  localName ??= new Intl.DateTimeFormat('en-GB').resolvedOptions().timeZone;
  return localName;
}

/** `UTC`, or the browser's zone with its offset on that day. */
export function zoneName(zone: TimeZoneChoice, at: number): string {
  if (zone === 'utc') return 'UTC';
  const name = localZoneName();
  if (name === 'UTC' || name === 'Etc/UTC') return 'UTC';
  const offset = formatOf(zone, { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  return offset ? `${name} (${offset})` : name;
}
