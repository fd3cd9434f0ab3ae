'use client';

import { useQuery } from '@tanstack/react-query';
import { formatCount } from '#app/_ui/format-count.ts';
import { groupHref } from '#app/(console)/consumer-groups/group-href.ts';
import { foundReading } from '#app/(console)/consumer-groups/queries.ts';
import type { ListGroup } from './search-list.client.tsx';

const shortest = 2;
const longest = 249;

/** Consumer groups by a part of their name or of a topic's, as a part of what the search found; none while none is known. */
export function useFoundConsumerGroups(q: string): ListGroup[] {
  const { data } = useQuery({ ...foundReading(q), enabled: q.length >= shortest && q.length <= longest });
  if (!data || data.items.length === 0 || q === '') return [];
  const { items, total } = data;
  return [
    {
      key: 'consumer groups',
      label: 'Consumer groups',
      note: total !== null && total > items.length ? `the worst ${items.length} of ${formatCount(total)}` : null,
      items: items.map((group) => ({ what: 'group', group, href: groupHref(group.group) })),
    },
  ];
}
