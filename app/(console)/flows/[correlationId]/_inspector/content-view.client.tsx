'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { Content } from './content-of-bytes.ts';
import { findInLines } from './find-in-lines.ts';
import { type JsonLine, type JsonToken, textOfLine } from './json-lines.ts';

const linesAtFirst = 200;
// A browser draws so many lines without stumbling; the rest is there for copying.
const linesAtMost = 5000;

/** A payload, laid out and coloured, to be searched and copied. Always text, never markup. */
export function ContentView({ content }: { content: Content }) {
  const [sought, setSought] = useState('');
  const [all, setAll] = useState(false);
  if (content.kind === 'none')
    return <p className="px-3.5 py-4 text-ink-2">null: a tombstone, which deletes the key in a compacted topic.</p>;
  const found = findInLines(content.lines, sought);
  const shown = all || found.length > 0 ? linesAtMost : linesAtFirst;
  const hidden = content.lines.length - Math.min(shown, content.lines.length);
  return (
    <>
      <div className="flex items-center gap-2 px-3.5 pt-2">
        <input
          type="search"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          placeholder="Find in the payload"
          aria-label="Find in the payload"
          className="h-7 min-w-0 flex-1 rounded-m border border-line-strong bg-paper px-2 text-s pointer-coarse:h-11"
        />
        <span role="status" className="text-s text-ink-3">
          {sought.trim() === '' ? '' : formatNoun(found.length, 'line')}
        </span>
        <CopyButton text={content.raw} />
      </div>
      <Lines
        lines={content.lines.slice(0, shown)}
        found={new Set(found)}
        first={found[0] ?? null}
        wrap={content.kind !== 'binary'}
      />
      {hidden > 0 ? (
        <p className="flex items-center gap-2 px-3.5 pb-2.5 text-s text-ink-3">
          {formatCount(hidden)} more lines
          {all ? ', too many to draw: copy gives all' : <Button onClick={() => setAll(true)}>Show all</Button>}
        </p>
      ) : null}
    </>
  );
}

type LinesProps = { lines: JsonLine[]; found: Set<number>; first: number | null; wrap: boolean };

function Lines({ lines, found, first, wrap }: LinesProps) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (first !== null) frame.current?.querySelector(`[data-line="${first}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [first]);
  return (
    <section
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label="Payload"
      className="max-h-[420px] overflow-auto px-3.5 @min-[900px]:max-h-none py-2.5 outline-offset-[-2px]"
    >
      <pre className={`font-mono text-s leading-[1.6] text-ink-2 ${wrap ? 'whitespace-pre-wrap' : 'whitespace-pre'}`}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record never change
          <div key={index} data-line={index} className={found.has(index) ? 'bg-accent-soft' : undefined}>
            <Line line={line} />
          </div>
        ))}
      </pre>
    </section>
  );
}

const colours: Record<JsonToken['kind'], string> = {
  key: 'text-accent',
  string: 'text-ok [overflow-wrap:anywhere]',
  number: 'text-ink',
  word: 'text-late',
  mark: '',
};

function Line({ line }: { line: JsonLine }) {
  if (textOfLine(line) === '') return '\n';
  return (
    <>
      {'  '.repeat(line.indent)}
      {line.tokens.map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a line never change
        <span key={index} className={colours[token.kind]}>
          {token.text}
        </span>
      ))}
    </>
  );
}

function CopyButton({ text }: { text: string }) {
  const [said, setSaid] = useState('Copy');
  const copy = async () => {
    const worked = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(worked ? 'Copied' : 'Not copied');
    setTimeout(() => setSaid('Copy'), 1500);
  };
  return (
    <Button look="quiet" onClick={() => void copy()}>
      <span role="status">{said}</span>
    </Button>
  );
}
