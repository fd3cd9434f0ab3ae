'use client';

import { useSyncExternalStore } from 'react';
import { storedChoice } from '#app/_ui/stored-choice.ts';
import { Choice } from './choice.tsx';
import { themeKey } from './theme-script.ts';

const themes = ['system', 'light', 'dark'] as const;
const choice = storedChoice(themeKey, themes, 'system');
const options = themes.map((value) => ({ value, label: value }));

/** Takes effect on the document at once, in this tab and in others of the same browser. */
function watch(listener: () => void): () => void {
  return choice.subscribe(() => {
    const theme = choice.get();
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    listener();
  });
}

export function ThemeChoice() {
  const theme = useSyncExternalStore(watch, choice.get, () => 'system' as const);
  return <Choice label="Theme" value={theme} options={options} onChange={choice.set} />;
}
