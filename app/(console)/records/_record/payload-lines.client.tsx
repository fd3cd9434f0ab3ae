'use client';

import { useEffect, useRef } from 'react';
import type { JsonLine } from './json-lines.ts';
import { PayloadLine } from './payload-line.tsx';

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
            <PayloadLine line={line} longest={longest} />
          </div>
        ))}
      </pre>
    </section>
  );
}
