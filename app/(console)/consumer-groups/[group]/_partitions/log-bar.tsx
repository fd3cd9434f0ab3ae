import type { GroupPartition } from '#schemas/api/consumer-group.ts';
import { formatOffset } from '../../../records/_record/format-offset.ts';
import { verdictWords } from '../../_lag/verdict-words.ts';
import { layoutBar } from './layout-bar.ts';

const unreadColours = { ok: 'var(--accent)', late: 'var(--late)', broken: 'var(--broken)', quiet: 'var(--ghost)' };
const width = 100;
/** One unread record of a million must still be seen. */
const leastUnread = 1.5;

/** The log of a partition from its beginning to its end: read, the commit, not read yet. */
export function LogBar({ partition }: { partition: GroupPartition }) {
  const bar = layoutBar(partition);
  const words = barWords(partition);
  if (bar.kind !== 'log') {
    return (
      <span className="text-s text-ink-3" data-tip={words}>
        {bar.kind === 'empty' ? 'empty log' : 'not known'}
      </span>
    );
  }
  const { read, isLost } = bar;
  const commit = read === null ? null : commitAt(read);
  return (
    <svg
      role="img"
      aria-label={words}
      data-tip={words}
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      className="block h-2.5 w-full"
    >
      <rect x="0" y="2" width={width} height="6" rx="1" fill={read === null ? 'var(--sunk)' : 'var(--line-strong)'} />
      {commit !== null && commit < width ? (
        <rect x={commit} y="2" width={width - commit} height="6" fill={unreadColour(partition)} />
      ) : null}
      {commit === null ? null : (
        <path
          d={`M${Math.min(width - 0.5, Math.max(0.5, commit))} 0V10`}
          stroke={isLost ? 'var(--broken)' : 'var(--ink)'}
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

function commitAt(read: number): number {
  return read === 1 ? width : Math.min(read * width, width - leastUnread);
}

function unreadColour({ verdict }: GroupPartition): string {
  const { tone } = verdictWords[verdict];
  return tone === 'accent' ? unreadColours.ok : unreadColours[tone];
}

function barWords({ logStart, committed, logEnd }: GroupPartition): string {
  const say = (offset: string | null) => (offset === null ? 'not known' : formatOffset(offset));
  const commit = committed === null ? 'nothing committed' : `committed ${say(committed)}`;
  return `Log from ${say(logStart)} to ${say(logEnd)}, ${commit}`;
}
