import { timeInWords } from '#server/platform/clock/index.ts';
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
    ? `nine of ten take less than ${timeInWords(usual.p90Ms)}, half of them ${timeInWords(usual.medianMs)}`
    : null;
  if (by === 'deadline')
    return `The process allows ${timeInWords(allowedMs)} for it${usually ? `; usually ${usually}` : ''}.`;
  return `Usually ${usually}; this takes more than ${timeInWords(allowedMs)}.`;
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
