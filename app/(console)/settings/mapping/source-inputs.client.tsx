'use client';

import { Button } from '#app/_ui/button.tsx';
import { quotedProblem } from './draft.ts';
import { sourcesListId } from './sources-list-id.ts';
import { TextInput } from './text-input.client.tsx';

type SourceInputsProps = {
  /** Of what these are the sources. */
  label: string;
  placeholder?: string;
  sources: readonly string[];
  onChange: (sources: string[]) => void;
};

/** Where a value stands; of several places the first that has one counts. */
export function SourceInputs({ label, placeholder = 'header:…, $.…, key', sources, onChange }: SourceInputsProps) {
  const canAdd = sources.every((source) => source.trim() !== '');
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {sources.map((source, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a source is known by its place
        <span key={index} className="flex min-w-0 items-start gap-1.5">
          {index > 0 ? <span className="leading-[30px] text-ink-3">or</span> : null}
          <TextInput
            label={index === 0 ? `${label}: where it stands` : `${label}: where else it may stand, place ${index + 1}`}
            value={source}
            placeholder={index === 0 ? placeholder : 'header:…, $.…, key'}
            problem={quotedProblem(source)}
            list={sourcesListId}
            className="flex-1"
            onChange={(text) => onChange(sources.with(index, text))}
          />
          {index === sources.length - 1 && canAdd ? (
            <Button look="quiet" aria-label={`Another place for ${label}`} onClick={() => onChange([...sources, ''])}>
              or…
            </Button>
          ) : null}
          {sources.length > 1 ? (
            <Button
              look="quiet"
              aria-label={`Remove place ${index + 1} of ${label}`}
              onClick={() => onChange(sources.toSpliced(index, 1))}
            >
              ×
            </Button>
          ) : null}
        </span>
      ))}
    </div>
  );
}
