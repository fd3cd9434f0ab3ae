import { Fragment } from 'react';
import { VisibleText } from '#app/_ui/visible-text.tsx';

/** Text from outside in which [start, end) stretches, in their order, are what somebody looks for. */
export function MarkedText({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  return (
    <>
      {marks.map(([start, end], at) => (
        <Fragment key={start}>
          <VisibleText text={text.slice(marks[at - 1]?.[1] ?? 0, start)} />
          <mark className="rounded-s bg-accent-soft font-semibold text-ink">
            <VisibleText text={text.slice(start, end)} />
          </mark>
        </Fragment>
      ))}
      <VisibleText text={text.slice(marks.at(-1)?.[1] ?? 0)} />
    </>
  );
}
