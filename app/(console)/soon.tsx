import { setTimeout as delay } from 'node:timers/promises';
import { type ReactNode, Suspense } from 'react';

/** Whoever waits less than this does not mind; a face of loading would only flash up. */
const soonMs = 250;

type SoonProps = {
  /** What stands in place of the page while it takes longer. */
  loading: ReactNode;
  children: Promise<Awaited<ReactNode>>;
};

/**
 * A page in one piece when what it reads comes soon, else a face of loading first. A page that came in two pieces would be
 * shown in two steps: React keeps at least 300 ms between them.
 */
export async function Soon({ loading, children }: SoonProps) {
  const early = await Promise.race([children.then((page) => ({ page })), delay(soonMs, null)]);
  return early ? early.page : <Suspense fallback={loading}>{children}</Suspense>;
}
