'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { GroupPartition } from '#schemas/api/consumer-group.ts';
import { formatOffset } from '../../../records/_record/format-offset.ts';

type SampleRowsProps = { samples: GroupPartition['samples']; asOf: string | null };

/** The samples behind a verdict, the newest first. */
export function SampleRows({ samples, asOf }: SampleRowsProps) {
  if (samples.length === 0) return <p className="px-3.5 pb-3 text-s text-ink-3">No sample is kept of it yet.</p>;
  return (
    <table className="w-full text-s">
      <caption className="px-3.5 pt-1 pb-1.5 text-left text-ink-3">
        Judged by {formatNoun(samples.length, 'sample')}
        {asOf ? (
          <>
            , up to <ClockTime at={asOf} />
          </>
        ) : null}
      </caption>
      <thead>
        <tr className="text-ink-3">
          {['Time', 'Committed', 'Log end', 'Apart'].map((head, index) => (
            <th
              key={head}
              scope="col"
              className={`border-y border-line px-1.5 py-1 font-medium first:pl-3.5 last:pr-3.5 ${index > 0 ? 'num' : ''}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {samples.toReversed().map((sample) => (
          <tr key={sample.at}>
            <td className="px-1.5 py-0.5 pl-3.5">
              <ClockTime at={sample.at} />
            </td>
            <td className="num px-1.5 py-0.5">{sample.committed === null ? '–' : formatOffset(sample.committed)}</td>
            <td className="num px-1.5 py-0.5">{sample.logEnd === null ? '–' : formatOffset(sample.logEnd)}</td>
            <td className="num px-1.5 py-0.5 pr-3.5">{apartText(sample)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function apartText({ committed, logEnd }: GroupPartition['samples'][number]): string {
  if (committed === null || logEnd === null) return '–';
  return formatCount(BigInt(logEnd) - BigInt(committed));
}
