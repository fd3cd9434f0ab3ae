'use client';

import { useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { bytesHref } from '../queries.ts';
import { HeadersTable } from './headers-table.client.tsx';
import { PayloadView } from './payload-view.client.tsx';

type RecordContentProps = {
  reading: { data: KafkaRecordView | undefined; error: Error | null; refetch: () => unknown };
  className?: string;
};

/** Payload and headers of the record as they stand in Kafka. */
export function RecordContent({ reading, className = 'border-t border-line' }: RecordContentProps) {
  return (
    <div className={className}>
      {reading.data ? <Content record={reading.data} /> : null}
      {reading.error && !reading.data ? <Failed error={reading.error} onRetry={() => void reading.refetch()} /> : null}
      {reading.error || reading.data ? null : <Waiting />}
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex h-44 flex-col gap-2.5 px-3.5 py-4">
      <span className="sr-only">Reading the record</span>
      {['w-2/3', 'w-1/2', 'w-3/4', 'w-2/5'].map((width) => (
        <div key={width} className={`skeleton h-3 ${width}`} />
      ))}
    </div>
  );
}

function Content({ record }: { record: KafkaRecordView }) {
  const [part, setPart] = useState<'payload' | 'headers'>('payload');
  const options = [
    { value: 'payload', label: 'Payload' },
    { value: 'headers', label: `Headers ${record.headers.length}` },
  ] as const;
  const download = bytesHref(record, 'value');
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-3.5 pt-2.5">
        <Segmented label="Part of the record" options={options} value={part} onChange={setPart} />
        <span className="ml-auto text-s text-ink-3">
          {record.value === null ? 'no payload' : formatNoun(record.value.bytes, 'byte')}
          {record.value === null ? null : (
            <>
              {' · '}
              <a href={download} className="text-accent underline pointer-coarse:py-3">
                download
              </a>
            </>
          )}
        </span>
      </div>
      {part === 'payload' ? <PayloadView value={record.value} download={download} /> : <HeadersTable record={record} />}
    </>
  );
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { detail, ref } = problemOf(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-2 px-3.5 py-4">
      <p className="flex items-center gap-2 text-broken">
        <StateShape tone="broken" /> The record could not be read.
      </p>
      <p className="text-s break-words text-ink-2">
        {detail}
        {ref ? ` Reference for the log: ${ref}` : ''}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
