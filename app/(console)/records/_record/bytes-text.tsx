import { formatNoun } from '#app/_ui/format-count.ts';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { BytesView } from '#schemas/api/record.ts';

type BytesTextProps = { bytes: BytesView; most: number };

/** A key or header in a line or two: null and empty are told apart in words, what is no text is shown in hex digits. */
export function BytesText({ bytes, most }: BytesTextProps) {
  if (bytes === null) return <span className="font-sans text-ink-3 italic">null</span>;
  if (bytes.bytes === 0) return <span className="font-sans text-ink-3 italic">empty</span>;
  if (bytes.encoding === 'utf8') return <VisibleText text={bytes.text} most={most} />;
  const digits = Array.from(atob(bytes.text.slice(0, most * 4)), (letter) =>
    letter.charCodeAt(0).toString(16).padStart(2, '0'),
  );
  return (
    <>
      <VisibleText text={digits.join(' ')} most={most} />
      <span className="font-sans text-xs text-ink-3"> {formatNoun(bytes.bytes, 'byte')}, not UTF-8</span>
    </>
  );
}
