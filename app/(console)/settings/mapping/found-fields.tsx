import clsx from 'clsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { MappingPreview } from '#schemas/api/mapping-preview.ts';
import { fieldWords } from './field-words.ts';

const cell = 'px-3.5 py-1.5 align-baseline';

/** Field by field: in how many records it is found, where, and what is done without it. */
export function FoundFields({ preview: { fields, businessKeys, rows } }: { preview: MappingPreview }) {
  return (
    <table className="w-full border-collapse [&_tr]:border-b [&_tr]:border-line">
      <caption className="sr-only">What is found by field</caption>
      <thead className="text-s text-ink-3">
        <tr>
          <th scope="col" className={cell}>
            Field
          </th>
          <th scope="col" className={cell}>
            Found
          </th>
          <th scope="col" className={clsx(cell, 'max-sm:hidden')}>
            Where
          </th>
          <th scope="col" className={cell}>
            For example
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, found, sources, example }) => (
          <tr key={field}>
            <th scope="row" className={clsx(cell, 'font-normal')}>
              {fieldWords[field].label}
            </th>
            <td className={clsx(cell, 'whitespace-nowrap')}>
              <Found found={found} of={rows.length} isNeeded={fieldWords[field].isNeeded} />
            </td>
            <td className={clsx(cell, 'max-sm:hidden')}>
              {sources.map((source) => (
                <Where key={`${source.by} ${source.source}`} {...source} isOnly={sources.length === 1} />
              ))}
            </td>
            <td className={clsx(cell, '[overflow-wrap:anywhere]')}>
              {example === null ? (
                <span className="text-ink-3">a record {fieldWords[field].without}</span>
              ) : (
                <span className="mono">
                  <VisibleText text={example} most={60} />
                </span>
              )}
            </td>
          </tr>
        ))}
        {businessKeys.map(({ kind, found, example }) => (
          <tr key={kind}>
            <th scope="row" className={clsx(cell, 'font-normal')}>
              {kind}
            </th>
            <td className={clsx(cell, 'whitespace-nowrap')}>
              <Found found={found} of={rows.length} isNeeded={false} />
            </td>
            <td className={clsx(cell, 'text-ink-3 max-sm:hidden')}>business key</td>
            <td className={clsx(cell, 'mono [overflow-wrap:anywhere]')}>
              <VisibleText text={example} most={60} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Found({ found, of, isNeeded }: { found: number; of: number; isNeeded: boolean }) {
  if (found === of) return <span className="text-ok">in all</span>;
  return (
    <span className={isNeeded ? 'text-late' : 'text-ink-2'}>{found === 0 ? 'in none' : `in ${found} of ${of}`}</span>
  );
}

type WhereProps = MappingPreview['fields'][number]['sources'][number] & { isOnly: boolean };

function Where({ source, by, records, isOnly }: WhereProps) {
  return (
    <span className="block [overflow-wrap:anywhere]">
      {by === 'business_key' ? `the id of its ${source}` : <span className="mono">{source}</span>}
      {by === 'mapping' ? <span className="text-accent"> mapped</span> : null}
      {isOnly ? null : <span className="text-ink-3"> ×{records}</span>}
    </span>
  );
}
