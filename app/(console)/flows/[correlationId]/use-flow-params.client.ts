'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { TimeWindow } from './_timeline/zoom-window.ts';
import { flowParams, gently } from './search-params.ts';

/** What the URL says the reader looks at, and how to change it; the setters stay the same from render to render. */
export function useFlowParams() {
  const [params, setParams] = useQueryStates(flowParams, { history: 'replace' });
  const setters = useMemo(
    () => ({
      setView: (view: 'timeline' | 'table') => void setParams({ view }),
      select: (sel: string | null) => void setParams({ sel }),
      setFold: (fold: boolean) => void setParams({ fold: fold ? 'on' : 'off' }),
      setZoom: (zoom: TimeWindow | null) => void setParams({ zoom }, gently),
    }),
    [setParams],
  );
  return { ...params, ...setters };
}
