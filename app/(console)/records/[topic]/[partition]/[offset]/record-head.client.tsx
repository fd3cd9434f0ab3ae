'use client';

import Link from 'next/link';
import { ButtonLink } from '#app/_ui/button.tsx';
import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { KafkaRecordView, RecordPlace } from '#schemas/api/record.ts';
import { formatOffset } from '../../../_record/format-offset.ts';
import { type RecordAt, recordHref } from '../../../record-href.ts';

type RecordHeadProps = { at: RecordAt; record: KafkaRecordView | null; place: RecordPlace | null };

/** What the record is, in a sentence, and the way to its flow and its neighbours. */
export function RecordHead({ at, record, place }: RecordHeadProps) {
  const { topic, partition, offset } = at;
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="min-w-0 text-xl font-[620] tracking-[-0.018em] [overflow-wrap:anywhere]">
          {titleOf(at, record)}
        </h1>
        {record?.version == null ? null : <Pill>v{record.version}</Pill>}
        {record && record.problems.length > 0 ? (
          <Pill tone="late" shape>
            {record.problems.length === 1 ? '1 remark' : `${record.problems.length} remarks`}
          </Pill>
        ) : null}
        <CopyId id={`${topic}/${partition}/${offset}`} what="record" className="ml-auto text-ink-3 max-sm:ml-0">
          {topic} · {partition} · {formatOffset(offset)}
        </CopyId>
      </div>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {record ? <Sentence record={record} /> : null}
        <nav aria-label="Records of the partition" className="ml-auto flex gap-2 max-sm:ml-0">
          <Neighbour
            at={at}
            offset={place?.previous ?? null}
            label="← Previous"
            none="No earlier record of the partition is indexed"
          />
          <Neighbour
            at={at}
            offset={place?.next ?? null}
            label="Next →"
            none="No later record of the partition is indexed yet"
          />
        </nav>
      </div>
    </header>
  );
}

function titleOf({ topic, partition, offset }: RecordAt, record: KafkaRecordView | null): string {
  return record?.type ?? (record ? 'Record without a type' : `No record ${topic}/${partition}/${offset}`);
}

function Sentence({ record }: { record: KafkaRecordView }) {
  const { service, topic, partition, correlationId } = record;
  return (
    <p className="max-w-[78ch] min-w-0 text-l leading-normal [overflow-wrap:anywhere]">
      Written <RelativeTime at={record.time} past />
      {service === null ? '' : ` by ${service}`} to partition {partition} of {topic};{' '}
      {correlationId === null ? (
        'it names no correlation id, so it belongs to no flow.'
      ) : (
        <>
          part of{' '}
          <Link
            href={`${flowHref(correlationId)}?sel=${encodeURIComponent(placeOf(record))}`}
            className="text-accent underline"
          >
            its flow
          </Link>
          .
        </>
      )}
    </p>
  );
}

function placeOf({ topic, partition, offset }: KafkaRecordView): string {
  return `${topic}/${partition}/${offset}`;
}

type NeighbourProps = { at: RecordAt; offset: string | null; label: string; none: string };

function Neighbour({ at, offset, label, none }: NeighbourProps) {
  if (offset === null) {
    return (
      <span
        data-tip={none}
        className="inline-flex h-[30px] items-center rounded-m border border-line px-3 text-ink-3 max-sm:h-11 pointer-coarse:h-11"
      >
        {label}
      </span>
    );
  }
  return (
    <ButtonLink href={recordHref({ ...at, offset, stored: null })} prefetch={false}>
      {label}
    </ButtonLink>
  );
}
