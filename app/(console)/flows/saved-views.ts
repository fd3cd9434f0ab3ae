/** Filters under a name, as this browser keeps them; `search` is the query of the list's address, `?status=late`. */
export type SavedView = { name: string; search: string };

export const longestName = 60;
const mostViews = 50;
const longestSearch = 4_000;

/** What was kept; whatever is no view (an older form, a stranger's hand) is left out. */
export function readViews(text: string | null): SavedView[] {
  if (text === null) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isView).slice(0, mostViews) : [];
  } catch {
    return [];
  }
}

/** Adds a view in front; another one of the same name gives way to it. */
export function addView(views: readonly SavedView[], { name, search }: SavedView): SavedView[] {
  const view = { name: nameOf(name), search };
  return [view, ...removeView(views, view.name)].slice(0, mostViews);
}

export function removeView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** A name as it is kept: on one line, and no longer than a line. */
export function nameOf(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
}

function isView(value: unknown): value is SavedView {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    value.name === nameOf(value.name) &&
    value.name !== '' &&
    'search' in value &&
    typeof value.search === 'string' &&
    value.search.startsWith('?') &&
    value.search.length <= longestSearch
  );
}
