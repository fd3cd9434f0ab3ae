import { VisibleText } from '#app/_ui/visible-text.tsx';
import { type JsonLine, type JsonToken, textOfLine } from './json-lines.ts';

const colours: Record<JsonToken['kind'], string> = {
  key: 'text-accent [overflow-wrap:anywhere]',
  string: 'text-ok [overflow-wrap:anywhere]',
  number: 'text-ink [overflow-wrap:anywhere]',
  word: 'text-late',
  mark: '[overflow-wrap:anywhere]',
};

// Deeper levels would walk out of sight, and the spaces of ten thousand of them weigh more than the payload.
const deepest = 24;

/** One line of a payload, coloured; a token longer than `longest` is cut. */
export function PayloadLine({ line, longest }: { line: JsonLine; longest: number }) {
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
