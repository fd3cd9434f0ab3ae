'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { NativeSelect } from '#app/_ui/native-select.tsx';
import { Panel } from '#app/_ui/panel.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { mappedFields } from '#schemas/api/mapping-fields.ts';
import type { MappingPreview } from '#schemas/api/mapping-preview.ts';
import { fieldWords } from './field-words.ts';
import type { UseAs } from './use-as.ts';

type SourcesPanelProps = {
  candidates: MappingPreview['candidates'];
  onUse: (source: string, as: UseAs) => void;
};

const uses: { value: UseAs; label: string }[] = [
  ...mappedFields.map((field) => ({ value: field, label: fieldWords[field].label })),
  { value: 'businessKey', label: 'Business key' },
];

const cell = 'px-3.5 py-1 align-baseline';

/** Everything in the records that could be named, so that nobody has to write a path by hand. */
export function SourcesPanel({ candidates, onUse }: SourcesPanelProps) {
  const [as, setAs] = useState<UseAs>('correlation');
  const word = uses.find(({ value }) => value === as)?.label.toLowerCase() ?? '';
  if (candidates.length === 0) return null;
  return (
    <Panel
      title="What stands in these records"
      age={formatNoun(candidates.length, 'header or place', 'headers and places')}
      actions={
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="text-ink-3">
            use as
          </span>
          <NativeSelect
            label="What a place is used as"
            value={as}
            options={uses}
            onChange={setAs}
            className="rounded-m border border-line-strong bg-panel"
            selectClassName="h-7 pr-7 pl-2.5 max-sm:h-[42px] pointer-coarse:h-[42px]"
            arrowClassName="right-2.5"
          />
        </span>
      }
    >
      <ScrollRegion label="Headers and places" className="relative max-h-[420px] overflow-auto">
        <table className="w-full border-collapse [&_tbody_tr]:border-t [&_tbody_tr]:border-line">
          <thead className="text-s text-ink-3">
            <tr>
              <th scope="col" className={cell}>
                Where
              </th>
              <th scope="col" className={cell}>
                Records
              </th>
              <th scope="col" className={cell} data-tip="How many different values stand there">
                Values
              </th>
              <th scope="col" className={cell}>
                For example
              </th>
              <th scope="col" className={cell}>
                <span className="sr-only">Use</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {candidates.map(({ source, records, distinct, example }) => (
              <tr key={source}>
                <th scope="row" className={`${cell} mono font-normal [overflow-wrap:anywhere]`}>
                  <VisibleText text={source} most={120} />
                </th>
                <td className={`${cell} tabular-nums`}>{records}</td>
                <td className={`${cell} tabular-nums`}>{distinct}</td>
                <td className={`${cell} mono max-w-[280px] truncate`}>
                  <VisibleText text={example} most={60} />
                </td>
                <td className={`${cell} text-right`}>
                  <Button
                    className="h-6! px-2! text-s max-sm:h-11! pointer-coarse:h-11!"
                    aria-label={`Use ${source} as ${word}`}
                    onClick={() => onUse(source, as)}
                  >
                    Use
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  );
}
