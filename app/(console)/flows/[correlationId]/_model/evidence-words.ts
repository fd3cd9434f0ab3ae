import type { Evidence } from './flow-model.ts';

/** How we know a cause: the mark's word, and what it means. */
export const evidenceWords: Record<Evidence, { word: string; meaning: string }> = {
  causation_id: { word: 'causation id', meaning: 'The record itself names its cause.' },
  record: { word: 'record', meaning: 'The record names the record it was made from.' },
  span_link: { word: 'span link', meaning: 'The trace links the two.' },
  span_parent: { word: 'parent span', meaning: 'The one ran inside the other.' },
  inferred: { word: 'inferred', meaning: 'Nothing states it: concluded from time and key.' },
};
