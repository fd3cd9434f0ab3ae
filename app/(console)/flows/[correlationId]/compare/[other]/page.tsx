import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { decodePart } from '#app/(console)/decode-part.ts';
import { getComparison } from '#server/flow-compare/index.ts';
import { CompareView } from './compare-view.client.tsx';

type ComparisonPageProps = { params: Promise<{ correlationId: string; other: string }> };

export const metadata: Metadata = { title: 'Two flows compared' };

/** Two flows beside each other, step by step. */
export default async function ComparisonPage({ params }: ComparisonPageProps) {
  const { correlationId, other } = await params;
  const [a, b] = [decodePart(correlationId), decodePart(other)];
  const { data, problem } = await readForPage('/flows/{correlationId}/compare/{other}', () =>
    getComparison(database(), a, b, { sayFailure: sayFailure('/flows/{correlationId}/compare/{other}') }),
  );
  return <CompareView a={a} b={b} first={data} problem={problem} />;
}
