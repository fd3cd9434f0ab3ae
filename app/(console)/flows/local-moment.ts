import type { TimeZoneChoice } from '#app/_ui/format-time.ts';

/** A moment (ISO 8601) as `<input type="datetime-local">` shows it in the zone; empty for none. */
export function momentToInput(moment: string | null, zone: TimeZoneChoice): string {
  if (moment === null) return '';
  const at = new Date(moment);
  const shown = zone === 'utc' ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shown.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
}

/** What such an input holds as a moment; null while it holds none. */
export function momentOfInput(text: string, zone: TimeZoneChoice): string | null {
  const at = new Date(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999 ? null : at.toISOString();
}
