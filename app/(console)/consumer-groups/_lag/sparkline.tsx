import { formatCount } from '#app/_ui/format-count.ts';
import type { Tone } from '#app/_ui/state-shape.tsx';
import { sparkPaths } from './spark-paths.ts';

const size = { width: 88, height: 20 };

const strokes: Record<Tone, string> = {
  ok: 'var(--ghost)',
  quiet: 'var(--ghost)',
  late: 'var(--late)',
  broken: 'var(--broken)',
  accent: 'var(--accent)',
};

type SparklineProps = { values: readonly (number | null)[]; tone: Tone };

/** Lag over the last hour, oldest first; gaps are times without a sample. */
export function Sparkline({ values, tone }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const words = sparkWords(known);
  return (
    <svg
      role="img"
      aria-label={words}
      data-tip={words}
      viewBox={`0 0 ${size.width} ${size.height}`}
      {...size}
      className="inline-block align-middle"
    >
      {sparkPaths(values, size).map((path) => (
        <path
          key={path}
          d={path}
          fill="none"
          stroke={strokes[tone]}
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}

function sparkWords(known: readonly number[]): string {
  const last = known.at(-1);
  if (last === undefined) return 'No sample in the last hour';
  return `Last hour: at most ${formatCount(Math.round(Math.max(...known)))} behind, lately ${formatCount(Math.round(last))}`;
}
