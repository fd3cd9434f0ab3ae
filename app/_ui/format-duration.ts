const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time (ms) in at most two units, as people say it: `41 ms`, `1.24 s`, `6 min 12 s`, `2 h 05 min`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown';
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 1) return ms === 0 ? '0 ms' : '< 1 ms';
  if (ms < second) return `${Math.floor(ms)} ms`;
  if (ms < 10 * second) return `${floorTo(ms / second, 2)} s`;
  if (ms < minute) return `${floorTo(ms / second, 1)} s`;
  if (ms < hour) return twoUnits(ms, minute, 'min', second, 's');
  if (ms < day) return twoUnits(ms, hour, 'h', minute, 'min');
  return twoUnits(ms, day, 'd', hour, 'h');
}

function twoUnits(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  const head = `${Math.floor(ms / big)} ${bigName}`;
  return rest === 0 ? head : `${head} ${String(rest).padStart(bigName === 'd' ? 1 : 2, '0')} ${smallName}`;
}

/** Never rounds up: a wait of 59.96 s must not read as a minute before it is one. */
function floorTo(value: number, digits: number): string {
  const scale = 10 ** digits;
  return String(Math.floor(value * scale) / scale);
}
