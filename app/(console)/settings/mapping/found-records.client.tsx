'use client';

import Link from 'next/link';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { mappedFields } from '#schemas/api/mapping-fields.ts';
import type { MappingPreview, MappingPreviewRow } from '#schemas/api/mapping-preview.ts';
import { formatOffset } from '../../records/_record/format-offset.ts';
import { recordHref } from '../../records/record-href.ts';
import { fieldWords } from './field-words.ts';

const cell = 'px-3.5 py-1.5 align-baseline whitespace-nowrap';

/** Record by record, each a link to what stands in it. */
export function FoundRecords({ preview: { topic, rows } }: { preview: MappingPreview }) {
  return (
    <ScrollRegion label="Record by record" className="relative max-h-[380px] overflow-auto">
      <table className="w-full border-collapse [&_tbody_tr]:border-t [&_tbody_tr]:border-line">
        <thead className="sticky top-0 bg-panel text-s text-ink-3">
          <tr>
            <th scope="col" className={cell}>
              Record
            </th>
            {mappedFields.map((field) => (
              <th key={field} scope="col" className={cell}>
                {fieldWords[field].label}
              </th>
            ))}
            <th scope="col" className={cell}>
              Business keys
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.partition}/${row.offset}`} topic={topic} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({ topic, row }: { topic: string; row: MappingPreviewRow }) {
  const { partition, offset, fields, businessKeys, problems } = row;
  return (
    <tr>
      <th scope="row" className={cell}>
        <Link
          href={recordHref({ topic, partition, offset, stored: null })}
          prefetch={false}
          className="mono font-normal text-accent hover:underline"
        >
          {partition} · {formatOffset(offset)}
        </Link>
        {problems.length > 0 ? (
          <span data-tip={problems.join('; ')} className="ml-2 text-s font-normal text-late">
            {problems.length === 1 ? '1 remark' : `${problems.length} remarks`}
          </span>
        ) : null}
      </th>
      {mappedFields.map((field) => (
        <td key={field} className={cell}>
          <Value value={fields[field] ?? null} isNeeded={fieldWords[field].isNeeded} />
        </td>
      ))}
      <td className={cell}>
        {businessKeys.map(({ kind, value }) => (
          <span key={`${kind} ${value}`} className="mr-2.5">
            <span className="text-ink-3">{kind}</span>{' '}
            <span className="mono">
              <VisibleText text={value} most={24} />
            </span>
          </span>
        ))}
      </td>
    </tr>
  );
}

function Value({
  value,
  isNeeded,
}: {
  value: MappingPreviewRow['fields'][keyof MappingPreviewRow['fields']];
  isNeeded: boolean;
}) {
  if (value == null) return <span className={isNeeded ? 'text-late' : 'text-ink-3'}>not found</span>;
  return (
    <span className="mono" data-tip={value.by === 'business_key' ? `the id of its ${value.source}` : value.source}>
      <VisibleText text={value.text} most={40} />
    </span>
  );
}
