'use client';

import { Button } from '#app/_ui/button.tsx';
import { FilterSelect } from '#app/_ui/filter-select.tsx';
import { SearchField } from '#app/_ui/search-field.client.tsx';
import { BegunFilter } from './begun-filter.client.tsx';
import { DurationFilter } from './duration-filter.tsx';
import {
  countedWords,
  missingOptions,
  seenOptions,
  serviceOptions,
  statusOptions,
  versionOptions,
} from './facet-options.ts';
import { type FlowFilters, hasFilters, noFilters } from './search-params.ts';
import { useFacets } from './use-facets.client.ts';

type FlowFilterBarProps = {
  filters: FlowFilters;
  onChange: (change: Partial<FlowFilters>) => void;
  eventTypes: string[];
  services: string[];
  /** What else is done with filters. */
  children?: React.ReactNode;
};

export function FlowFilterBar({ filters, onChange, eventTypes, services, children }: FlowFilterBarProps) {
  const facets = useFacets(filters);
  const counted = countedWords(facets);
  const { type, version, missing, service } = filters;
  const versions = versionOptions(facets, type, version);
  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search flows by any id"
        placeholder="Any id: order, event, customer, trace…"
        longest={12_000}
        value={filters.q}
        onChange={(q) => onChange({ q })}
      />
      <FilterSelect
        label="State"
        any="Any state"
        value={filters.status}
        options={statusOptions(facets)}
        counted={facets && 'flows now'}
        onChange={(status) => onChange({ status })}
      />
      <FilterSelect
        label="Event that it has"
        any="Has any event"
        value={type}
        chosenAs="has "
        options={seenOptions(facets, eventTypes, type)}
        counted={counted}
        onChange={(chosen) => onChange({ type: chosen, version: null })}
      />
      {versions.length > 0 && (type !== null || version !== null) ? (
        <FilterSelect
          label="Version of the event"
          any="Any version"
          value={version === null ? null : String(version)}
          options={versions}
          counted={counted}
          onChange={(chosen) => onChange({ version: chosen === null ? null : Number(chosen) })}
        />
      ) : null}
      <FilterSelect
        label="Event that it lacks"
        any="Lacks no event"
        value={missing}
        chosenAs="lacks "
        options={missingOptions(facets, eventTypes, missing)}
        counted={counted}
        onChange={(chosen) => onChange({ missing: chosen })}
      />
      <FilterSelect
        label="Service"
        any="Any service"
        value={service}
        options={serviceOptions(facets, services, service)}
        counted={counted}
        onChange={(chosen) => onChange({ service: chosen })}
      />
      <BegunFilter value={filters} onChange={onChange} />
      <DurationFilter value={filters} onChange={onChange} />
      {hasFilters(filters) ? (
        <Button look="quiet" onClick={() => onChange(noFilters)}>
          Clear
        </Button>
      ) : null}
      {children}
    </search>
  );
}
