'use client';

import { useEffect, useRef } from 'react';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { type JsonLine, type JsonToken, textOfLine } from './json-lines.ts';

type PayloadLinesProps = {
  lines: JsonLine[];
  found: Set<number>;
  first: number | null;
  wrap: boolean;
  /** A longer token is cut here. */
  longest: number;
};

/** Lines of a payload, coloured; the first that was found comes into sight. */
export function PayloadLines({ lines, found, first, wrap, longest }: PayloadLinesProps) {
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
      className="max-h-[420px] overflow-auto px-3.5 py-2.5 outline-offset-[-2px] @min-[900px]:max-h-none"
    >
      <pre className={`font-mono text-s leading-[1.6] text-ink-2 ${wrap ? 'whitespace-pre-wrap' : 'whitespace-pre'}`}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record never change
          <div key={index} data-line={index} className={found.has(index) ? 'bg-accent-soft' : undefined}>
            <Line line={line} longest={longest} />
          </div>
        ))}
      </pre>
    </section>
  );
}

const colours: Record<JsonToken['kind'], string> = {
  key: 'text-accent [overflow-wrap:anywhere]',
  string: 'text-ok [overflow-wrap:anywhere]',
  number: 'text-ink [overflow-wrap:anywhere]',
  word: 'text-late',
  mark: '[overflow-wrap:anywhere]',
};

// Deeper levels would walk out of sight, and the spaces of ten thousand of them weigh more than the payload.
const deepest = 24;

function Line({ line, longest }: { line: JsonLine; longest: number }) {
  if (textOfLine(line) === '') return '\n';
  return (
    <>
      {'  '.repeat(Math.min(line.indent, deepest))}
      {line.indent > deepest ? <span className="text-ink-3 select-none">level {line.indent} · </span> : null}
      {line.tokens.map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a line never change
        <span key={index} className={colours[token.kind]}>
          <VisibleText text={token.text} most={longest} />
        </span>
      ))}
    </>
  );
}
