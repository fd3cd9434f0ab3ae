/** A length of time (ms) as people say it, never more exact than it is known: `50 s`, `6 min`, `3 h`. */
export function timeInWords(ms: number): string {
  if (ms < 1_000) return 'a second';
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}
