import type { ResetTarget } from '#schemas/api/group-reset.ts';

export const targetKinds = ['earliest', 'latest', 'timestamp', 'offset', 'shift'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** Where to, as it is being written; nothing is chosen by itself. */
export type TargetDraft = { kind: TargetKind | null; moment: string | null; offset: string; shift: string };

export const emptyTarget: TargetDraft = { kind: null, moment: null, offset: '', shift: '' };

/** The target that a draft says, or what is missing in it. Pure. */
export function readTarget({ kind, moment, offset, shift }: TargetDraft): { to: ResetTarget } | { problem: string } {
  switch (kind) {
    case null:
      return { problem: 'Choose where the group is to go on' };
    case 'earliest':
    case 'latest':
      return { to: kind };
    case 'timestamp':
      return moment === null ? { problem: 'Choose the moment' } : { to: { timestamp: moment } };
    case 'offset': {
      const digits = digitsOf(offset);
      return /^\d{1,19}$/.test(digits) ? { to: { offset: digits } } : { problem: 'Write the offset, a whole number' };
    }
    case 'shift': {
      const digits = digitsOf(shift);
      const isShift = /^[+-]?\d{1,18}$/.test(digits) && BigInt(digits.replace('+', '')) !== 0n;
      return isShift
        ? { to: { shift: digits.replace('+', '') } }
        : { problem: 'Write how many offsets: -100 goes back by 100, 100 goes on' };
    }
  }
}

/** Offsets are shown in groups of three, and pasted so; a minus may be a typographic one. */
function digitsOf(text: string): string {
  return text.replaceAll(/[\s,_\u202f]/g, '').replace('−', '-');
}
