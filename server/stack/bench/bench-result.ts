/** What a benchmark came to: its main ratio (1 is the aim, less is better) and the figures behind it. */
export type BenchResult = { ratio: number; figures: Record<string, unknown> };
