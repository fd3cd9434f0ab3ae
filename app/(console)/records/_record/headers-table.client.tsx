'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { bytesHref } from '../queries.ts';
import { BytesText } from './bytes-text.tsx';

type Header = KafkaRecordView['headers'][number];

const atFirst = 100;
const mostLetters = 400;

/** Headers in the order they were written: a name may stand more than once, be empty, or be no text at all. */
export function HeadersTable({ record }: { record: KafkaRecordView }) {
  const { headers } = record;
  const [all, setAll] = useState(false);
  if (headers.length === 0) return <p className="px-3.5 py-4 text-ink-2">The record has no headers.</p>;
  const shown = all ? headers : headers.slice(0, atFirst);
  const counts = Map.groupBy(headers, nameKey);
  return (
    <>
      <table className="my-2 w-full table-fixed border-collapse">
        <thead>
          <tr className="text-left text-s text-ink-3">
            <th scope="col" className="w-[34%] max-w-[220px] px-3.5 py-1 font-medium">
              Name
            </th>
            <th scope="col" className="py-1 pr-3.5 font-medium">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((header, index) => {
            const same = counts.get(nameKey(header)) ?? [];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the headers of a record never change
              <tr key={index} className="border-t border-line align-top">
                <td className="px-3.5 py-1.5 text-s [overflow-wrap:anywhere]">
                  <HeaderName header={header} />
                  {same.length > 1 ? (
                    <span className="block text-xs text-ink-3">
                      {same.indexOf(header) + 1} of {formatNoun(same.length, 'header')} of this name
                    </span>
                  ) : null}
                </td>
                <td className="mono py-1.5 pr-3.5 [overflow-wrap:anywhere]">
                  <BytesText bytes={header.value} most={mostLetters} />
                  {header.value && header.value.text.length > mostLetters ? (
                    <a
                      href={bytesHref(record, 'header', index)}
                      className="ml-2 font-sans text-s text-accent underline"
                    >
                      download {formatNoun(header.value.bytes, 'byte')}
                    </a>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.length < headers.length ? (
        <p className="flex items-center gap-2 px-3.5 pb-2.5 text-s text-ink-3">
          {formatCount(headers.length - shown.length)} more headers
          <Button onClick={() => setAll(true)}>Show all</Button>
        </p>
      ) : null}
    </>
  );
}

function nameKey({ name, nameBytes }: Header): string {
  return nameBytes ?? `=${name}`;
}

function HeaderName({ header: { name, nameBytes } }: { header: Header }) {
  if (nameBytes !== null) {
    const bytes = atob(nameBytes).length;
    return <BytesText bytes={{ encoding: 'base64', text: nameBytes, given: bytes, bytes }} most={mostLetters} />;
  }
  if (name === '') return <span className="text-ink-3 italic">empty name</span>;
  return <VisibleText text={name} most={mostLetters} />;
}
