import { formatOffset } from '#app/(console)/records/_record/format-offset.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import { ToldText } from '../_story/told-text.client.tsx';

type EvidenceProps = { position: FlowPosition; onSelect: (record: string) => void };

/** How a position is known; what shows it can be selected where it is a record of the flow. */
export function Evidence({ position: { evidence, proofRecord }, onSelect }: EvidenceProps) {
  const text = <ToldText text={withOffsets(evidence)} />;
  if (proofRecord === null) return text;
  return (
    <button
      type="button"
      onClick={() => onSelect(proofRecord)}
      className="max-w-full rounded-s text-left break-words max-sm:[overflow-wrap:anywhere] hover:text-accent hover:underline pointer-coarse:min-h-11"
    >
      {text}
    </button>
  );
}

/** Offsets in groups of three, as the page writes them elsewhere. */
function withOffsets(evidence: string): string {
  return evidence.replaceAll(
    /\b(committed|offset|begins at) (\d+)/g,
    (_, name, offset) => `${name} ${formatOffset(offset)}`,
  );
}
