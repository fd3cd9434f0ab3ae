import { Pill } from '#app/_ui/pill.tsx';
import type { GroupVerdict } from '#schemas/api/consumer-group.ts';
import { verdictWords } from './verdict-words.ts';

type VerdictPillProps = {
  verdict: GroupVerdict;
  /** Why, in one sentence. */
  reason?: string;
  /** Null where the broker could not be asked, or where it does not matter. */
  members?: number | null;
};

/** The verdict in one word with its shape, the reason on hover. */
export function VerdictPill({ verdict, reason, members = null }: VerdictPillProps) {
  const { tone, word } = verdictWords[verdict];
  return (
    <Pill tone={tone} shape tip={reason}>
      {verdict === 'unknown' && members === 0 ? 'no member' : word}
    </Pill>
  );
}
