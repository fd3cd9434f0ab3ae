import type { LiveStatus } from '#app/_live/live-connection.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { Tone } from '#app/_ui/state-shape.tsx';

type LiveWords = { tone: Tone; word: string; detail: string | null; tip: string };

/** What the pill in the top bar says. `clock` writes a moment (ms since 1970) in the chosen zone. */
export function describeLive(status: LiveStatus, clock: (at: number) => string): LiveWords {
  switch (status.state) {
    case 'connecting':
      return { tone: 'quiet', word: 'connecting', detail: null, tip: 'The live stream is being opened' };
    case 'live':
      return {
        tone: isSlow(status.behindMs) ? 'late' : 'ok',
        word: 'live',
        detail: status.behindMs === null ? null : `${behind(status.behindMs)} behind`,
        tip:
          status.behindMs === null
            ? 'New records appear by themselves; how far the index is behind Kafka is not known'
            : `New records appear by themselves; the index is ${behind(status.behindMs)} behind Kafka`,
      };
    case 'reconnecting':
      return {
        tone: 'late',
        word: 'reconnecting',
        detail: null,
        tip: 'The connection was lost; everything is read again when it is back',
      };
    case 'paused':
      return {
        tone: 'quiet',
        word: 'paused',
        detail: null,
        tip: 'Nobody looks at this tab; it catches up when seen',
      };
    case 'stale':
      return {
        tone: 'broken',
        word: status.staleSince === null ? 'stale' : `stale since ${clock(status.staleSince)}`,
        detail: null,
        tip: status.trouble
          ? `${status.trouble.detail}. ${status.trouble.next}`
          : 'The collector is not heard from: what you see may be older than Kafka',
      };
  }
}

const slowMs = 10_000;

function isSlow(behindMs: number | null): boolean {
  return behindMs !== null && behindMs >= slowMs;
}

/** Tenths of a second below ten: `0.2 s`. */
function behind(ms: number): string {
  return ms < 10_000 ? `${(Math.ceil(ms / 100) / 10).toFixed(1)} s` : formatDuration(ms);
}
