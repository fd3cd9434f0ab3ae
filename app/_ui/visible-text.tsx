import { Fragment } from 'react';
import { codePointName, codePointWords, visibleParts } from './visible-parts.ts';

type VisibleTextProps = {
  text: string;
  /** So many characters are shown; what is left out is counted. */
  most?: number;
};

/**
 * Text from outside, as text: what would be invisible or reorder its neighbours is drawn as a mark, and the whole stands
 * apart from the direction of the text around it.
 */
export function VisibleText({ text, most = Number.POSITIVE_INFINITY }: VisibleTextProps) {
  const shown = text.length > most ? text.slice(0, most) : text;
  return (
    <bdi>
      {visibleParts(shown).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change
        <Fragment key={index}>{part.kind === 'text' ? part.text : <Mark code={part.code} />}</Fragment>
      ))}
      {shown.length < text.length ? (
        <span className="font-sans text-xs text-ink-3">
          {' '}
          … {(text.length - shown.length).toLocaleString('en-US')} more
        </span>
      ) : null}
    </bdi>
  );
}

function Mark({ code }: { code: number }) {
  return (
    <span
      data-tip={`${codePointName(code)}, ${codePointWords(code)}`}
      className="mx-px inline-block rounded-s bg-late-soft px-1 text-xs leading-[1.35] text-late select-all"
    >
      {codePointName(code)}
    </span>
  );
}
