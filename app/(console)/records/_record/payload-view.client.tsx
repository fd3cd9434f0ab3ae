'use client';

import { useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import type { BytesView } from '#schemas/api/record.ts';
import { type ContentView, contentOfBytes } from './content-of-bytes.ts';
import { CopyButton } from './copy-button.client.tsx';
import { findInLines } from './find-in-lines.ts';
import { PayloadLines } from './payload-lines.client.tsx';
import { PayloadTree } from './payload-tree.client.tsx';

// A browser draws so much without stumbling: then more of it, a step at a time.
const linesAtFirst = 200;
const linesAtMost = 5000;
const letters = [2_000, 100_000, Number.POSITIVE_INFINITY] as const;

const labels: Record<ContentView, string> = { json: 'Tree', text: 'As sent', bytes: 'Bytes' };

/** A payload, laid out and coloured, to be searched and copied. Always text, never markup. */
export function PayloadView({ value, download }: { value: BytesView; download: string }) {
  if (value === null)
    return <p className="px-3.5 py-4 text-ink-2">null: a tombstone, which deletes the key in a compacted topic.</p>;
  if (value.bytes === 0)
    return <p className="px-3.5 py-4 text-ink-2">Empty: no bytes, which is not the same as null.</p>;
  return <Payload value={value} download={download} />;
}

function Payload({ value, download }: { value: NonNullable<BytesView>; download: string }) {
  const [wanted, setWanted] = useState<ContentView | null>(null);
  const [sought, setSought] = useState('');
  const [all, setAll] = useState(false);
  const [step, setStep] = useState(0);
  const content = useMemo(() => contentOfBytes(value, wanted), [value, wanted]);
  const found = useMemo(() => findInLines(content.lines, sought), [content, sought]);
  const shown = content.lines.slice(0, all || found.length > 0 ? linesAtMost : linesAtFirst);
  const longest = letters[step] ?? Number.POSITIVE_INFINITY;
  const isCut = shown.some(({ tokens }) => tokens.some(({ text }) => text.length > longest));
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-3.5 pt-2">
        {content.views.length > 1 ? (
          <Segmented
            label="How the payload is shown"
            options={content.views.map((view) => ({ value: view, label: labels[view] }))}
            value={content.view}
            onChange={setWanted}
          />
        ) : null}
        <input
          type="search"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          placeholder="Find in the payload"
          aria-label="Find in the payload"
          className="h-7 min-w-32 flex-1 rounded-m border border-line-strong bg-paper px-2 text-s max-sm:h-11 pointer-coarse:h-11"
        />
        <span role="status" className="text-s text-ink-3">
          {sought.trim() === '' ? '' : formatNoun(found.length, 'line')}
        </span>
        <CopyButton text={content.raw} what="the payload" />
      </div>
      {content.view === 'json' ? (
        <PayloadTree lines={shown} found={found} longest={longest} />
      ) : (
        <PayloadLines
          lines={shown}
          found={new Set(found)}
          first={found[0] ?? null}
          wrap={content.view !== 'bytes'}
          longest={longest}
        />
      )}
      {isCut ? (
        <p className="flex flex-wrap items-center gap-2 px-3.5 pb-2.5 text-s text-ink-3">
          Long texts are cut after {formatCount(longest)} letters
          <Button onClick={() => setStep(step + 1)}>Show more of them</Button>
        </p>
      ) : null}
      <Rest
        value={value}
        hidden={content.lines.length - shown.length}
        all={all}
        onAll={() => setAll(true)}
        download={download}
      />
    </>
  );
}

type RestProps = {
  value: NonNullable<BytesView>;
  hidden: number;
  all: boolean;
  onAll: () => void;
  download: string;
};

/** What of the payload is not drawn, and how to have it. */
function Rest({ value: { given, bytes }, hidden, all, onAll, download }: RestProps) {
  const isWhole = given === bytes;
  if (hidden === 0 && isWhole) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 px-3.5 pb-2.5 text-s text-ink-3">
      {hidden > 0 ? `${formatCount(hidden)} more lines${all ? ', too many to draw' : ''}. ` : ''}
      {isWhole ? '' : `These are the first ${formatCount(given)} of ${formatCount(bytes)} bytes. `}
      {hidden > 0 && !all ? <Button onClick={onAll}>Show all</Button> : null}
      {all || !isWhole ? (
        <a href={download} className="text-accent underline">
          Download all of it
        </a>
      ) : null}
    </p>
  );
}
