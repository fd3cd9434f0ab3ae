import { problemOf } from '#app/_api/api-problem.ts';
import type { ProblemDetails } from '#schemas/api/common.ts';
import { Button } from './button.tsx';
import type { PanelFace } from './panel.tsx';

type Reading = {
  /** What is read last; null before anything was. */
  list: { items: readonly unknown[] } | null;
  /** Why it could not be read again, and why the server could not read it first. */
  error: Error | null;
  problem: ProblemDetails | null;
  empty: Extract<PanelFace, { kind: 'empty' }>;
  onRetry: () => void;
};

/** The face of a panel that shows a plain list. */
export function faceOfItems({ list, error, problem, empty, onRetry }: Reading): PanelFace {
  if (list) {
    if (error) return { kind: 'stale', children: `Could not be read again: ${problemOf(error).detail}` };
    return list.items.length > 0 ? { kind: 'ready' } : empty;
  }
  const failure = error ? problemOf(error) : problem;
  if (!failure) return { kind: 'loading' };
  const action = <Button onClick={onRetry}>Try again</Button>;
  return { kind: 'failed', detail: failure.detail, reference: failure.ref, action };
}
