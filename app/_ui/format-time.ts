/** `local` is the browser's own zone; `utc` is what logs speak. */
export type TimeZoneChoice = 'local' | 'utc';

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const clockMs = { ...clock, fractionalSecondDigits: 3 } as const;
const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const offset = { timeZoneName: 'shortOffset' } as const;

const formats = { local: new Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(), utc: new Map() };

/** Making one takes longer than a hundred times of writing with it; `options` is one of the above. */
function formatOf(zone: TimeZoneChoice, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats[zone].get(options);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone === 'utc' ? 'UTC' : undefined });
  formats[zone].set(options, made);
  return made;
}

/** `12:21:07`, with `.412` when `ms`. `at` is ms since 1970. */
export function formatClock(at: number, zone: TimeZoneChoice, options: { ms?: boolean } = {}): string {
  return formatOf(zone, options.ms ? clockMs : clock).format(at);
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
  const shift = formatOf(zone, offset)
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  return shift ? `${name} (${shift})` : name;
}
