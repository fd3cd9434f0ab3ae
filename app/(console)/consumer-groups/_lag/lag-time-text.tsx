import clsx from 'clsx';
import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';
import { lagTime } from './lag-words.ts';

type Lag = Pick<ConsumerGroupItem, 'lag' | 'lagMs' | 'lagErrorMs' | 'lagMsFrom'>;

/** `50 s ± 15 s`: how long the oldest unread record has waited, how that is known on hover. */
export function LagTimeText({ lag, className }: { lag: Lag; className?: string }) {
  const { text, error, how } = lagTime(lag);
  const isQuiet = text === 'caught up' || text === 'unknown';
  return (
    <span data-tip={how} className={clsx(isQuiet && 'text-ink-3', className)}>
      {text}
      {error === null ? null : <span className="text-ink-3"> ± {error}</span>}
    </span>
  );
}
