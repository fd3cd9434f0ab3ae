'use client';

import { useQueryState, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { TimeWindow } from './_timeline/zoom-window.ts';
import type { FlowReadingName, FlowViewName } from './flow-view-names.ts';
import { flowParams, gently } from './search-params.ts';

/** What the URL says the reader looks at, and how to change it; the setters stay the same from render to render. */
export function useFlowParams() {
  const [params, setParams] = useQueryStates(flowParams, { history: 'replace' });
  const setters = useMemo(
    () => ({
      setView: (view: FlowViewName) => void setParams({ view, reading: null }),
      setReading: (reading: FlowReadingName | null) => void setParams({ reading }),
      select: (sel: string | null) => void setParams({ sel }),
      setFold: (fold: boolean) => void setParams({ fold: fold ? 'on' : 'off' }),
      setCollapse: (collapse: boolean) => void setParams({ collapse: collapse ? 'on' : 'off' }),
      setFind: (find: string) => void setParams({ find }, gently),
      setMissing: (missing: boolean) => void setParams({ missing: missing ? 'on' : 'off' }),
      /** Selects and brings it into view: for who asks to be taken there, never for a mere selection. */
      goTo: (sel: string, zoom: TimeWindow | null) => void setParams({ sel, zoom }),
      setZoom: (zoom: TimeWindow | null) => void setParams({ zoom }),
    }),
    [setParams],
  );
  return { ...params, ...setters };
}

/** What of a long flow is shown although it is folded; whoever asks for this alone is not drawn again by a zoom. */
export function useExpand() {
  return useQueryState('expand', flowParams.expand);
}

/** For whom the flow is told, likewise. */
export function useReading(): FlowReadingName | null {
  return useQueryState('reading', flowParams.reading)[0];
}
