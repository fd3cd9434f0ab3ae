'use client';

import type { FlowViewProps } from '../flow-view-props.ts';
import { EventTable } from './event-table.client.tsx';

/** The table as a view of the page. */
export function TableView({ model, params, matches, selected }: FlowViewProps) {
  return <EventTable model={model} matches={matches} selected={selected} onSelect={params.select} />;
}
