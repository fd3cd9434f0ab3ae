'use client';

import { useMemo, useState } from 'react';
import { formatClock } from '#app/_ui/format-time.ts';
import { useNow } from '#app/_ui/use-now.client.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { layoutTimeline } from './layout-timeline.ts';
import type { KeptFolds, TimelineLayout, TimelineView } from './timeline-layout.ts';

type Options = Pick<TimelineView, 'fold' | 'window' | 'pointer' | 'selected'> & {
  model: FlowModel;
  width: number;
  goesOn: boolean;
};

/** The drawing for the present moment. */
export function useTimelineLayout(options: Options): TimelineLayout {
  const { model, width, fold, window, pointer, selected, goesOn } = options;
  const [zone] = useTimeZone();
  const now = useNow((time) => (goesOn ? time : 0));
  const kept = useKeptFolds(fold, window !== null);
  const layout = useMemo(() => {
    return layoutTimeline(model, {
      width,
      fold,
      window,
      pointer,
      selected,
      now: now > 0 ? Math.max(now, model.end) : null,
      kept: kept.folds,
      formatClock: (time, ms) => formatClock(time, zone, { ms }),
    });
  }, [model, width, fold, window, pointer, selected, now, zone, kept.folds]);
  kept.keep({ folds: layout.scale.folds, bandPx: layout.scale.bandPx });
  return layout;
}

type Kept = { folds: KeptFolds | null; keep: (folds: KeptFolds) => void };

/** While zoomed in, folds stay as they were: the flow may grow, but what the reader looks at must not move. */
function useKeptFolds(fold: boolean, zoomed: boolean): Kept {
  const [kept, setKept] = useState<(KeptFolds & { fold: boolean }) | null>(null);
  if (kept !== null && (!zoomed || kept.fold !== fold)) setKept(null);
  return {
    folds: zoomed && kept?.fold === fold ? kept : null,
    keep: (folds) => {
      if (zoomed && kept === null) setKept({ ...folds, fold });
    },
  };
}
