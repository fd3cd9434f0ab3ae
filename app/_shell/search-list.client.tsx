'use client';

import { type Choosable, SearchHit } from './search-hit.client.tsx';

export type ListGroup = { key: string; label: string; note: string | null; items: Choosable[] };

type SearchListProps = {
  id: string;
  groups: readonly ListGroup[];
  /** Which of all items, counted through the groups. */
  chosen: number;
  onChoose: (index: number) => void;
  onOpen: (item: Choosable) => void;
};

export function SearchList({ id, groups, chosen, onChoose, onOpen }: SearchListProps) {
  const all = groups.flatMap(({ items }) => items);
  return (
    <div id={id} role="listbox" aria-label="What was found" className="min-h-0 overflow-y-auto">
      {groups.map(({ key, label, note, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of a listbox, which has no element of its own
        <div key={key} role="group" aria-label={label}>
          <p className="flex gap-2 px-4 pt-3 pb-1 text-s text-ink-3" aria-hidden="true">
            {label} {note ? <span>· {note}</span> : null}
          </p>
          {items.map((item) => {
            const index = all.indexOf(item);
            return (
              <SearchHit
                key={item.href}
                id={`${id}-${index}`}
                item={item}
                chosen={index === chosen}
                onChoose={() => onChoose(index)}
                onOpen={() => onOpen(item)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
