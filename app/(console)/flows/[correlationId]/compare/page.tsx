import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { decodePart } from '#app/(console)/decode-part.ts';
import type { GoodOne } from '#schemas/api/flow-compare.ts';
import { findGoodOne } from '#server/flow-compare/index.ts';
import { compareHref } from './compare-href.ts';
import { CompareWithAnother } from './compare-with-another.client.tsx';

type ComparePageProps = { params: Promise<{ correlationId: string }> };

export const metadata: Metadata = { title: 'Compare flows' };

/** Leads to the comparison with a good one; says what was looked for where there is none. */
export default async function ComparePage({ params }: ComparePageProps) {
  const correlationId = decodePart((await params).correlationId);
  const { data, problem } = await readForPage('/flows/{correlationId}/compare', () => findEither(correlationId));
  if (data?.correlationId) redirect(compareHref(correlationId, data.correlationId));
  const face: PanelFace = problem
    ? { kind: 'failed', detail: problem.detail, reference: problem.ref }
    : {
        kind: 'empty',
        title: 'There is no good one to compare with',
        children: <p className="max-w-[78ch]">{data?.why ?? 'No record of this flow is in the index.'}</p>,
      };
  return (
    <>
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="text-xl font-[620] tracking-[-0.018em]">Compare flows</h1>
        <ButtonLink href={flowHref(correlationId)} className="ml-auto">
          Back to the flow
        </ButtonLink>
      </header>
      <Panel face={face} />
      <CompareWithAnother correlationId={correlationId} />
    </>
  );
}

/** Where no other flow ended the same way, one that came to its good end says more than nothing. */
async function findEither(correlationId: string): Promise<GoodOne | null> {
  const alike = await findGoodOne(database(), correlationId, 'same_branch');
  return alike?.correlationId === null ? findGoodOne(database(), correlationId, 'done') : alike;
}
