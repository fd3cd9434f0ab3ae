'use client';

import { useQueryStates } from 'nuqs';
import type { FirstRead } from './first-read.ts';
import { GroupFilterBar } from './group-filter-bar.client.tsx';
import { GroupListPanel } from './group-list-panel.client.tsx';
import { groupsParams, sortBy } from './search-params.ts';
import { useGroupList } from './use-group-list.client.ts';
import { writeHeadline } from './write-headline.ts';

export function GroupsView({ first }: { first: FirstRead }) {
  const [filters, setParams] = useQueryStates(groupsParams, { history: 'replace' });
  const list = useGroupList(filters, first);
  const counts = list.newest?.counts ?? null;
  return (
    <>
      <h1 className="text-xl font-[620] tracking-[-0.018em]">{counts ? writeHeadline(counts) : 'Consumer groups'}</h1>
      <GroupFilterBar filters={filters} counts={counts} onChange={(change) => void setParams(change)} />
      <GroupListPanel
        list={list}
        filters={filters}
        onSort={(id) => void setParams(sortBy(id, filters))}
        onClear={() => void setParams({ q: null, verdict: null, protocol: null })}
      />
    </>
  );
}
