'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { ReadFailure } from '../queries.ts';
import { contentOfBytes } from './content-of-bytes.ts';
import { ContentView } from './content-view.client.tsx';
import { HeadersTable } from './headers-table.tsx';

type RecordContentProps = { reading: UseQueryResult<KafkaRecordView> };

/** Payload and headers of the record as they stand in Kafka. */
export function RecordContent({ reading }: RecordContentProps) {
  if (reading.data) return <Content record={reading.data} />;
  if (reading.error) return <Failed error={reading.error} onRetry={() => void reading.refetch()} />;
  return (
    <div aria-busy="true" className="flex h-44 flex-col gap-2.5 border-t border-line px-3.5 py-4">
      <span className="sr-only">Reading the record</span>
      {['w-2/3', 'w-1/2', 'w-3/4', 'w-2/5'].map((width) => (
        <div key={width} className={`skeleton h-3 ${width}`} />
      ))}
    </div>
  );
}

function Content({ record }: { record: KafkaRecordView }) {
  const [part, setPart] = useState<'payload' | 'headers'>('payload');
  const content = useMemo(() => contentOfBytes(record.value), [record.value]);
  const options = [
    { value: 'payload', label: 'Payload' },
    { value: 'headers', label: `Headers ${record.headers.length}` },
  ] as const;
  return (
    <div className="border-t border-line">
      <div className="flex flex-wrap items-center gap-2 px-3.5 pt-2.5">
        <Segmented label="Part of the record" options={options} value={part} onChange={setPart} />
        <span className="ml-auto text-s text-ink-3">
          {record.value === null ? 'no payload' : formatNoun(record.value.bytes, 'byte')}
        </span>
      </div>
      {part === 'payload' ? <ContentView content={content} /> : <HeadersTable headers={record.headers} />}
    </div>
  );
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 border-t border-line px-3.5 py-4">
      <p className="flex items-center gap-2 text-broken">
        <StateShape tone="broken" /> The record could not be read.
      </p>
      <p className="text-s text-ink-2">
        {error.message}
        {error instanceof ReadFailure && error.reference ? ` Reference for the log: ${error.reference}` : ''}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
