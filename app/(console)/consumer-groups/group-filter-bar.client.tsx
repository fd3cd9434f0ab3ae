'use client';

import { Button } from '#app/_ui/button.tsx';
import { type FilterOption, FilterSelect } from '#app/_ui/filter-select.tsx';
import { SearchField } from '#app/_ui/search-field.client.tsx';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { verdictsByHarm, verdictWords } from './_lag/verdict-words.ts';
import { protocolWords } from './protocol-words.ts';
import { type GroupFilters, hasFilters, protocolFilters, type verdictFilters } from './search-params.ts';
import { countBad } from './write-headline.ts';

type GroupFilterBarProps = {
  filters: GroupFilters;
  /** Of all groups, whatever the filters. */
  counts: ConsumerGroupList['counts'] | null;
  onChange: (change: Partial<GroupFilters>) => void;
};

const protocols = protocolFilters.map((value) => ({ value, label: protocolWords[value].word }));

export function GroupFilterBar({ filters, counts, onChange }: GroupFilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search groups by their name or a topic’s"
        placeholder="Part of a group’s or a topic’s name"
        longest={249}
        value={filters.q}
        onChange={(q) => onChange({ q })}
      />
      <FilterSelect
        label="State"
        any="Any state"
        value={filters.verdict}
        options={verdictOptions(counts)}
        counted={counts && 'groups now'}
        onChange={(verdict) => onChange({ verdict })}
      />
      <FilterSelect
        label="Protocol"
        any="Any protocol"
        value={filters.protocol}
        options={protocols}
        onChange={(protocol) => onChange({ protocol })}
      />
      {hasFilters(filters) ? (
        <Button look="quiet" onClick={() => onChange({ q: '', verdict: null, protocol: null })}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}

function verdictOptions(counts: ConsumerGroupList['counts'] | null): FilterOption<(typeof verdictFilters)[number]>[] {
  return [
    { value: 'bad', label: 'all that need you', count: counts ? countBad(counts) : undefined },
    ...verdictsByHarm.map((value) => ({ value, label: verdictWords[value].word, count: counts?.[value] })),
  ];
}
