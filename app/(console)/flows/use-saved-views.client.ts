'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { storedText } from '#app/_ui/stored-text.ts';
import { addView, readViews, removeView, type SavedView } from './saved-views.ts';

const kept = storedText('nibble.flow-views');

export type SavedViews = {
  views: SavedView[];
  save: (view: SavedView) => void;
  forget: (name: string) => void;
};

/** The views that this browser keeps, the newest first; none while the server renders. */
export function useSavedViews(): SavedViews {
  const text = useSyncExternalStore(kept.subscribe, kept.get, () => null);
  const views = useMemo(() => readViews(text), [text]);
  return {
    views,
    save: (view) => kept.set(JSON.stringify(addView(views, view))),
    forget: (name) => kept.set(JSON.stringify(removeView(views, name))),
  };
}
