'use client';

import dynamic from 'next/dynamic';
import { type ComponentType, createContext, useContext } from 'react';
import { GraphOptions } from './_graph/graph-options.client.tsx';
import { TableOptions } from './_table/table-options.client.tsx';
import { TimelineOptions } from './_timeline/timeline-options.client.tsx';
import { TimelineView } from './_timeline/timeline-view.client.tsx';
import type { FlowReadingName, FlowViewName } from './flow-view-names.ts';
import type { FlowViewProps } from './flow-view-props.ts';

export type FlowViewEntry = {
  label: string;
  View: ComponentType<FlowViewProps>;
  /** Where the inspector stands: always beside the view, only while something is selected, or never. */
  inspector: 'beside' | 'when_selected' | 'never';
  /** Events stand in it one by one, so that looking for some and adding steps to come make sense. */
  showsNodes: boolean;
  /** Switches of this view alone, in the toolbar. */
  Options?: ComponentType<Pick<FlowViewProps, 'model' | 'params' | 'matches'>>;
};

/** How many rows the table is going to have. */
export const AwaitedRows = createContext(0);

// What comes is as high as what stands there until then: nothing below it moves while somebody reads.
const Waiting = () => <div aria-busy="true" className="skeleton m-3.5 h-80" />;
const GraphWaiting = () => <div aria-busy="true" className="skeleton m-3.5 h-[532px]" />;
const TableWaiting = () => {
  const rows = useContext(AwaitedRows);
  const height = `calc(min(620px, 29px + ${rows} * var(--row)) - 28px)`;
  return <div aria-busy="true" className="skeleton m-3.5" style={{ height }} />;
};
// The build wants the options of `dynamic` written out at each call.

const GraphView = dynamic(async () => (await import('./_graph/graph-view.client.tsx')).GraphView, {
  loading: GraphWaiting,
});

const TableView = dynamic(async () => (await import('./_table/table-view.client.tsx')).TableView, {
  loading: TableWaiting,
});
const StoryView = dynamic(async () => (await import('./_story/story-view.client.tsx')).StoryView, { loading: Waiting });
const StateView = dynamic(async () => (await import('./_state/state-view.client.tsx')).StateView, { loading: Waiting });

/** The views of a flow. Only the first is in the first load; the others come when they are looked at. */
export const flowViews: Record<FlowViewName, FlowViewEntry> = {
  timeline: {
    label: 'Timeline',
    View: TimelineView,
    inspector: 'beside',
    showsNodes: true,
    Options: TimelineOptions,
  },
  graph: { label: 'Graph', View: GraphView, inspector: 'beside', showsNodes: true, Options: GraphOptions },
  table: {
    label: 'Table',
    View: TableView,
    inspector: 'when_selected',
    showsNodes: true,
    Options: TableOptions,
  },
  state: { label: 'State', View: StateView, inspector: 'never', showsNodes: false },
};

/** What stands in place of the view while the flow is read in another way. */
export const flowReadings: Record<FlowReadingName, FlowViewEntry> = {
  support: { label: 'Support', View: StoryView, inspector: 'never', showsNodes: false },
};
