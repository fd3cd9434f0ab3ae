import clsx from 'clsx';

import { StateShape, type Tone } from './state-shape.tsx';

const colours: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  late: 'bg-late-soft text-late',
  broken: 'bg-broken-soft text-broken',
  quiet: 'bg-sunk text-ink-2',
  accent: 'bg-accent-soft text-accent',
};

type PillProps = { tone?: Tone; shape?: boolean | Tone; className?: string; tip?: string; children: React.ReactNode };

/** A short state or mark. With `shape` it shows its tone's shape (or another) too: use that for every state. */
export function Pill({ tone = 'quiet', shape = false, className, tip, children }: PillProps) {
  return (
    <span
      data-tip={tip}
      className={clsx(
        'inline-flex h-[22px] items-center gap-1.5 rounded-full px-2 text-s whitespace-nowrap',
        colours[tone],
        className,
      )}
    >
      {shape ? <StateShape tone={shape === true ? tone : shape} /> : null}
      {children}
    </span>
  );
}
