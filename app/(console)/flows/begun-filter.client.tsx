'use client';

import { FilterSelect } from '#app/_ui/filter-select.tsx';
import { zoneName } from '#app/_ui/format-time.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { momentOfInput, momentToInput } from './local-moment.ts';
import type { FlowFilters } from './search-params.ts';
import { rangeStart, rangeWords, timeRanges } from './time-range.ts';

type Begun = Pick<FlowFilters, 'range' | 'from' | 'to'>;
type BegunFilterProps = { value: Begun; onChange: (begun: Begun) => void };

const anyTime: Begun = { range: null, from: null, to: null };
const options = [
  ...timeRanges.map((value) => ({ value, label: rangeWords[value] })),
  { value: 'between' as const, label: 'Between two moments' },
];

/** When a flow began: within a time before now, or between two moments. */
export function BegunFilter({ value, onChange }: BegunFilterProps) {
  const between = value.range === null && (value.from !== null || value.to !== null);
  return (
    <>
      <FilterSelect
        label="Begun"
        any="Begun any time"
        value={between ? 'between' : value.range}
        options={options}
        onChange={(chosen) => {
          if (chosen === 'between')
            onChange({ range: null, from: rangeStart(value.range ?? '1h', Date.now()), to: null });
          else onChange({ ...anyTime, range: chosen });
        }}
      />
      {between ? (
        <span className="flex flex-wrap items-center gap-2 max-sm:basis-full">
          <MomentField
            label="Begun from"
            value={value.from}
            onChange={(from) => onChange({ ...anyTime, from, to: value.to })}
          />
          <span className="text-ink-3 max-sm:hidden">to</span>
          <MomentField
            label="Begun up to"
            value={value.to}
            onChange={(to) => onChange({ ...anyTime, from: value.from, to })}
          />
        </span>
      ) : null}
    </>
  );
}

type MomentFieldProps = { label: string; value: string | null; onChange: (moment: string | null) => void };

/** Taken when the field is left or Enter is pressed: half a year typed is a year, too. */
function MomentField({ label, value, onChange }: MomentFieldProps) {
  const [zone] = useTimeZone();
  const take = (text: string) => {
    const moment = momentOfInput(text, zone);
    if (momentToInput(moment, zone) !== momentToInput(value, zone)) onChange(moment);
  };
  return (
    <input
      key={`${value} ${zone}`}
      type="datetime-local"
      step="1"
      aria-label={label}
      data-tip={value === null ? undefined : `In ${zoneName(zone, Date.parse(value))}`}
      defaultValue={momentToInput(value, zone)}
      onBlur={(event) => take(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(event.currentTarget.value);
      }}
      className="num h-[30px] rounded-m border border-line-strong bg-panel px-2 max-sm:h-11 max-sm:flex-1 pointer-coarse:h-11"
    />
  );
}
