import type { Due } from './due-of.ts';
import type { Branch, End, Step } from './process.ts';
import type { UsualTime } from './usual-time.ts';

/** One sentence: why a step was left out. */
export function whySkipped(overtaken: Step | null, branch: Branch | null, end: End | null): string {
  if (overtaken) return `No record tells of it, although “${overtaken.label}” came after it.`;
  if (branch) return `Not to come any more: ${lower(branch.label)}.`;
  return `Not to come any more: it ended as ${end?.label ?? 'over'}.`;
}

/** One sentence: why a step counts as late. */
export function whyLate({ by, allowedMs }: Due, usual: UsualTime | null): string {
  const usually = usual
    ? `nine of ten take less than ${words(usual.p90Ms)}, half of them ${words(usual.medianMs)}`
    : null;
  if (by === 'deadline')
    return `The process allows ${words(allowedMs)} for it${usually ? `; usually ${usually}` : ''}.`;
  return `Usually ${usually}; this takes more than ${words(allowedMs)}.`;
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** A time as people say it, never more exact than it is known. */
function words(ms: number): string {
  if (ms < 1_000) return 'a second';
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}
