'use client';

import { Button } from '#app/_ui/button.tsx';
import { type DraftKey, emptyKey, keyProblem } from './draft.ts';
import { SourceInputs } from './source-inputs.client.tsx';
import { TextInput } from './text-input.client.tsx';

type BusinessKeyInputsProps = { keys: readonly DraftKey[]; onChange: (keys: DraftKey[]) => void };

/** Ids that people search by, each with the kind it is shown as; the first stands for a flow in lists. */
export function BusinessKeyInputs({ keys, onChange }: BusinessKeyInputsProps) {
  const change = (next: DraftKey) => onChange(keys.map((key) => (key.id === next.id ? next : key)));
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {keys.map((key) => (
        <div key={key.id} className="flex min-w-0 flex-wrap items-start gap-1.5">
          <TextInput
            label="Kind of business key"
            value={key.kind}
            placeholder="booking"
            problem={keyProblem(key, keys)}
            className="w-[104px] max-sm:w-full"
            onChange={(kind) => change({ ...key, kind })}
          />
          <div className="min-w-0 flex-1 basis-[180px]">
            <SourceInputs
              label={`Business key ${key.kind}`}
              sources={key.sources}
              onChange={(sources) => change({ ...key, sources })}
            />
          </div>
          <Button
            look="quiet"
            aria-label={`Remove business key ${key.kind}`}
            onClick={() => onChange(keys.filter(({ id }) => id !== key.id))}
          >
            Remove
          </Button>
        </div>
      ))}
      <span>
        <Button look="quiet" className="px-0!" onClick={() => onChange([...keys, emptyKey()])}>
          + business key
        </Button>
      </span>
    </div>
  );
}
