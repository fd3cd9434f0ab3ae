import { Pill } from '#app/_ui/pill.tsx';
import type { Tone } from '#app/_ui/state-shape.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { FlowEvent } from '#schemas/api/flow.ts';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { Fact } from './facts.tsx';

type State = KafkaRecordView['validity']['state'];

const words: Record<State, { tone: Tone; word: string }> = {
  valid: { tone: 'ok', word: 'fits' },
  invalid: { tone: 'broken', word: 'does not fit' },
  no_schema: { tone: 'quiet', word: 'no schema known' },
  unreadable: { tone: 'broken', word: 'unreadable' },
};

type ValidityFactProps = {
  /** What the flow says of it, as long as the record is not read. */
  event: Pick<FlowEvent, 'valid' | 'problems'> | null;
  record: KafkaRecordView | null;
};

/** Whether the event fits the schema of its type and version, and why not; with what else is wrong with the record. */
export function ValidityFact({ event, record }: ValidityFactProps) {
  const state = record?.validity.state ?? stateOf(event?.valid ?? null);
  const { tone, word } = words[state];
  const reasons = [...new Set([...(record?.validity.errors ?? []), ...(record?.problems ?? event?.problems ?? [])])];
  return (
    <Fact name="Schema">
      <Pill tone={tone} shape className="h-[18px]">
        {word}
      </Pill>
      {reasons.length > 0 ? (
        <ul className="mt-1 flex flex-col gap-0.5 text-s text-broken">
          {reasons.map((reason) => (
            <li key={reason} className="[overflow-wrap:anywhere]">
              <VisibleText text={reason} most={300} />
            </li>
          ))}
        </ul>
      ) : null}
    </Fact>
  );
}

function stateOf(valid: boolean | null): State {
  if (valid === null) return 'no_schema';
  return valid ? 'valid' : 'invalid';
}
