'use client';

import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { Panel } from '#app/_ui/panel.tsx';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { KafkaRecordView, RecordPlace } from '#schemas/api/record.ts';
import { RecordContent } from '../../../_record/record-content.client.tsx';
import type { RecordAt } from '../../../record-href.ts';
import { AbsentRecord } from './absent-record.client.tsx';
import { RecordFacts } from './record-facts.client.tsx';
import { RecordHead } from './record-head.client.tsx';
import { RecordNotices } from './record-notices.client.tsx';
import { useRecord } from './use-record.client.ts';

type RecordViewProps = {
  at: RecordAt;
  firstRecord: KafkaRecordView | null;
  firstPlace: RecordPlace | null;
  /** Why the server could not read; null when it could. */
  problem: ProblemDetails | null;
};

/** The page of one record: drawn from what the server read first, the rest read by the browser. */
export function RecordView({ at, firstRecord, firstPlace, problem }: RecordViewProps) {
  const { place, whole, record, isThere } = useRecord({ at, firstRecord, firstPlace });
  const again = () => void place.refetch();
  const known = place.data ?? null;
  if (!record && !known) return <Unread problem={place.error ? problemOf(place.error) : problem} onRetry={again} />;
  return (
    <>
      <RecordHead at={at} record={record} place={known} />
      <RecordNotices at={at} record={record} place={known} error={place.error} onRetry={again} />
      {isThere ? (
        <section aria-label="The record" className="@container shrink-0 rounded-l border border-line bg-panel">
          <div className="grid grid-cols-1 @min-[900px]:grid-cols-[minmax(0,1fr)_360px]">
            <RecordContent
              reading={{ data: record ?? undefined, error: whole.error, refetch: whole.refetch }}
              className="min-w-0 pb-1"
            />
            {record ? <RecordFacts record={record} place={known} /> : null}
          </div>
        </section>
      ) : (
        <AbsentRecord place={known} />
      )}
    </>
  );
}

type UnreadProps = { problem: { detail: string; ref: string | null } | null; onRetry: () => void };

function Unread({ problem, onRetry }: UnreadProps) {
  const again = <Button onClick={onRetry}>Try again</Button>;
  if (!problem) return <Panel face={{ kind: 'loading', rows: 8 }} />;
  return <Panel face={{ kind: 'failed', detail: problem.detail, reference: problem.ref, action: again }} />;
}
