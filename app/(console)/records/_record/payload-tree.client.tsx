'use client';

import clsx from 'clsx';
import { useEffect, useId, useRef, useState } from 'react';
import { CopyId } from '#app/_ui/copy-id.client.tsx';
import type { JsonLine } from './json-lines.ts';
import { PayloadLine } from './payload-line.tsx';
import { openLines, stepInTree, type TreeStep, toggled } from './tree-lines.ts';

type PayloadTreeProps = {
  lines: JsonLine[];
  /** Lines that hold what is looked for; while there are some, nothing is closed. */
  found: number[];
  /** A longer token is cut here. */
  longest: number;
};

const nothing: ReadonlySet<number> = new Set();

/** JSON as a tree: arrows walk, open and close; the place of the line one stands at is below it, to be copied. */
export function PayloadTree({ lines, found, longest }: PayloadTreeProps) {
  const frame = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [step, setStep] = useState<TreeStep>({ at: 0, closed: nothing });
  const closed = found.length > 0 ? nothing : step.closed;
  const shown = openLines(lines, closed);
  const isFound = new Set(found);
  const first = found[0] ?? null;

  useEffect(() => {
    if (first !== null) reveal(frame.current, first);
  }, [first]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepInTree(event.key, lines, { ...step, closed });
    if (!next) return;
    event.preventDefault();
    setStep(next);
    reveal(frame.current, next.at);
  };

  return (
    <>
      <div
        ref={frame}
        role="tree"
        tabIndex={0}
        aria-label="Payload"
        aria-activedescendant={`${prefix}-${step.at}`}
        onKeyDown={onKeyDown}
        className="group max-h-[420px] overflow-auto py-2.5 pr-3.5 font-mono text-s leading-[1.6] whitespace-pre-wrap text-ink-2 outline-offset-[-2px] @min-[900px]:max-h-none"
      >
        {shown.map((index) => {
          const line = lines[index];
          if (!line) return null;
          const isClosed = closed.has(index);
          return (
            <TreeLine
              key={index}
              id={`${prefix}-${index}`}
              index={index}
              line={line}
              closed={isClosed}
              at={index === step.at}
              found={isFound.has(index)}
              longest={longest}
              onPress={() => setStep({ at: index, closed: step.closed })}
              onToggle={() => setStep({ at: index, closed: toggled(step.closed, index) })}
            />
          );
        })}
      </div>
      <PathBar path={lines[step.at]?.path ?? null} />
    </>
  );
}

function reveal(frame: HTMLElement | null, line: number): void {
  frame?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'nearest' });
}

type TreeLineProps = {
  id: string;
  index: number;
  line: JsonLine;
  closed: boolean;
  at: boolean;
  found: boolean;
  longest: number;
  onPress: () => void;
  onToggle: () => void;
};

/** The tree around it holds the focus and answers the keys. */
function TreeLine({ id, index, line, closed, at, found, longest, onPress, onToggle }: TreeLineProps) {
  const opens = line.end !== null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it answers the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={line.indent + 1}
      aria-expanded={opens ? !closed : undefined}
      aria-selected={at}
      data-line={index}
      onClick={onPress}
      className={clsx('relative pl-[26px]', found && 'bg-accent-soft', at && 'group-focus-visible:bg-sunk')}
    >
      {opens ? (
        <span
          aria-hidden="true"
          data-tip={closed ? 'Open' : 'Close'}
          onClick={onToggle}
          className="absolute left-1.5 w-4 cursor-pointer text-center text-ink-3 select-none hover:text-ink pointer-coarse:left-0 pointer-coarse:w-6"
        >
          {closed ? '▸' : '▾'}
        </span>
      ) : null}
      <PayloadLine line={line} longest={longest} />
      {closed ? <span className="text-ink-3"> … </span> : null}
    </div>
  );
}

function PathBar({ path }: { path: string | null }) {
  return (
    <p className="flex min-h-8 items-center gap-2 border-t border-line px-3.5 py-1 text-s text-ink-3">
      Path
      {path === null || path === '' ? (
        <span className="text-ink-2">the whole payload</span>
      ) : (
        <CopyId id={path} what="path" />
      )}
    </p>
  );
}
