'use client';

import { useRef } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { statusWords } from '#app/_ui/status-pill.tsx';
import { flowStatuses } from '#schemas/api/flow-statuses.ts';
import { FilterSelect } from './filter-select.tsx';
import { type FlowFilters, hasFilters, noFilters } from './search-params.ts';
import { rangeWords, timeRanges } from './time-range.ts';

type FlowFilterBarProps = {
  filters: FlowFilters;
  onChange: (change: Partial<FlowFilters>) => void;
  eventTypes: string[];
  services: string[];
};

const statusOptions = flowStatuses.map((value) => ({ value, label: statusWords[value].word }));
const rangeOptions = timeRanges.map((value) => ({ value, label: rangeWords[value] }));

export function FlowFilterBar({ filters, onChange, eventTypes, services }: FlowFilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2">
      <IdField value={filters.q} onChange={(q) => onChange({ q })} />
      <FilterSelect
        label="State"
        any="Any state"
        value={filters.status}
        options={statusOptions}
        onChange={(status) => onChange({ status })}
      />
      <FilterSelect
        label="Event type"
        any="Any event"
        value={filters.type}
        options={optionsOf(eventTypes, filters.type)}
        onChange={(type) => onChange({ type })}
      />
      <FilterSelect
        label="Service"
        any="Any service"
        value={filters.service}
        options={optionsOf(services, filters.service)}
        onChange={(service) => onChange({ service })}
      />
      <FilterSelect
        label="Begun"
        any="Begun any time"
        value={filters.range}
        options={rangeOptions}
        onChange={(range) => onChange({ range })}
      />
      {hasFilters(filters) ? (
        <Button look="quiet" onClick={() => onChange(noFilters)}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}

/** A link may name a type or service that is not in the list: it still shows what is filtered by. */
function optionsOf(names: string[], chosen: string | null): { value: string; label: string }[] {
  const all = chosen && !names.includes(chosen) ? [chosen, ...names] : names;
  return all.map((value) => ({ value, label: value }));
}

const settleMs = 250;

/** Searches when typing rests. Its text is the browser's own; the key makes a new field when the address changes it. */
function IdField({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);
  const send = (q: string) => {
    clearTimeout(timer.current);
    sent.current = q.trim();
    onChange(sent.current);
  };
  return (
    <input
      key={value === sent.current ? 'typed' : value}
      type="search"
      name="q"
      aria-label="Search flows by any id"
      placeholder="Any id: order, event, customer, trace…"
      defaultValue={value}
      maxLength={12_000}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const q = event.target.value;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(q), settleMs);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(event.currentTarget.value);
      }}
      className="h-[30px] w-[280px] rounded-m border border-line-strong bg-panel px-2.5 max-sm:h-11 max-sm:w-full pointer-coarse:h-11"
    />
  );
}
