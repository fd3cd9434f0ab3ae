'use client';

import { useId } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { mappedFields } from '#schemas/api/mapping-fields.ts';
import { BusinessKeyInputs } from './business-key-inputs.client.tsx';
import { type DraftMapping, ignoredProblem, topicsProblem } from './draft.ts';
import { fieldWords } from './field-words.ts';
import { SourceInputs } from './source-inputs.client.tsx';
import { TextInput } from './text-input.client.tsx';

type MappingFormProps = {
  draft: DraftMapping;
  place: { index: number; of: number; isTried: boolean };
  onChange: (draft: DraftMapping) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

export function MappingForm({ draft, place, onChange, onMove, onRemove }: MappingFormProps) {
  const id = useId();
  const { index } = place;
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-l border border-line bg-panel">
      <header className="flex min-h-[38px] flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3.5 py-1">
        <h2 id={id} className="font-semibold">
          Mapping {index + 1}
        </h2>
        {place.isTried ? <Pill tone="accent">counts for the topic</Pill> : null}
        <span className="ml-auto flex flex-wrap items-center gap-1">
          {place.of > 1 ? <Moves place={place} onMove={onMove} /> : null}
          <Button look="quiet" aria-label={`Remove mapping ${index + 1}`} onClick={onRemove}>
            Remove
          </Button>
        </span>
      </header>
      <div className="flex flex-col gap-2.5 px-3.5 py-3">
        <Row label="Topics">
          <TextInput
            label={`Topics of mapping ${index + 1}`}
            value={draft.topics}
            placeholder="shop.*, payments"
            problem={topicsProblem(draft.topics)}
            onChange={(topics) => onChange({ ...draft, topics })}
          />
        </Row>
        {mappedFields.map((field) => (
          <Row key={field} label={fieldWords[field].label}>
            <SourceInputs
              label={fieldWords[field].label}
              placeholder={fieldWords[field].usual}
              sources={draft.fields[field]}
              onChange={(sources) => onChange({ ...draft, fields: { ...draft.fields, [field]: sources } })}
            />
          </Row>
        ))}
        <Row label="Business keys">
          <BusinessKeyInputs
            keys={draft.businessKeys}
            onChange={(businessKeys) => onChange({ ...draft, businessKeys })}
          />
        </Row>
        <Row label="No key here">
          <TextInput
            label="Kinds that are no business keys on these topics"
            value={draft.ignoreKeys}
            placeholder="tenant, session"
            problem={ignoredProblem(draft.ignoreKeys)}
            onChange={(ignoreKeys) => onChange({ ...draft, ignoreKeys })}
          />
        </Row>
      </div>
    </section>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[104px_minmax(0,1fr)] items-baseline gap-x-3 max-sm:grid-cols-1">
      <span className="text-ink-2">{label}</span>
      {children}
    </div>
  );
}

/** The first mapping that fits a topic counts, so their order matters. */
function Moves({ place: { index, of }, onMove }: Pick<MappingFormProps, 'place' | 'onMove'>) {
  return (
    <>
      <Button
        look="quiet"
        aria-label={`Move mapping ${index + 1} up`}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      >
        ↑
      </Button>
      <Button
        look="quiet"
        aria-label={`Move mapping ${index + 1} down`}
        disabled={index === of - 1}
        onClick={() => onMove(1)}
      >
        ↓
      </Button>
    </>
  );
}
