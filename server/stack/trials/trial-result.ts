/** What a trial found: each fault in a sentence (none is the aim), and what was counted on the way. */
export type TrialResult = { faults: string[]; figures: Record<string, unknown> };
