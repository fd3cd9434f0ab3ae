import { FilterSelect } from '#app/_ui/filter-select.tsx';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { FlowFilters } from './search-params.ts';

type Length = Pick<FlowFilters, 'minDurationMs' | 'maxDurationMs'>;
type DurationFilterProps = { value: Length; onChange: (length: Length) => void };

const minute = 60_000;
const offered: Length[] = [
  ...[1, 5].map((minutes) => ({ minDurationMs: null, maxDurationMs: minutes * minute })),
  ...[1, 5, 15, 30, 60, 360].map((minutes) => ({ minDurationMs: minutes * minute, maxDurationMs: null })),
];

/** A link may ask for any length: it is offered too. */
export function DurationFilter({ value, onChange }: DurationFilterProps) {
  const chosen = isSet(value) ? keyOf(value) : null;
  const lengths = chosen === null || offered.some((each) => keyOf(each) === chosen) ? offered : [value, ...offered];
  return (
    <FilterSelect
      label="Took"
      any="Took any time"
      value={chosen}
      options={lengths.map((length) => ({ value: keyOf(length), label: wordsOf(length) }))}
      onChange={(key) =>
        onChange(lengths.find((length) => keyOf(length) === key) ?? { minDurationMs: null, maxDurationMs: null })
      }
    />
  );
}

function isSet({ minDurationMs, maxDurationMs }: Length): boolean {
  return minDurationMs !== null || maxDurationMs !== null;
}

function keyOf({ minDurationMs, maxDurationMs }: Length): string {
  return `${minDurationMs ?? ''}-${maxDurationMs ?? ''}`;
}

function wordsOf({ minDurationMs, maxDurationMs }: Length): string {
  if (minDurationMs === null) return `Up to ${formatDuration(maxDurationMs ?? 0)}`;
  if (maxDurationMs === null) return `${formatDuration(minDurationMs)} and longer`;
  return `${formatDuration(minDurationMs)} to ${formatDuration(maxDurationMs)}`;
}
