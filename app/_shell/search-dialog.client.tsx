'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useId, useState } from 'react';
import { flowsPath, noFilters } from '#app/(console)/flows/search-params.ts';
import { readRecordName } from '#app/(console)/records/read-record-name.ts';
import { recordHref } from '#app/(console)/records/record-href.ts';
import { foundGroups } from './found-groups.ts';
import { forgetRecentFinds, keepRecentFind, readRecentFinds } from './recent-finds.ts';
import { SearchFooter } from './search-footer.client.tsx';
import { type Choosable, nameOfFound } from './search-hit.client.tsx';
import { type ListGroup, SearchList } from './search-list.client.tsx';
import { useFoundConsumerGroups } from './use-found-consumer-groups.client.ts';
import { useSearch } from './use-search.client.ts';

type SearchDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What was typed before the field had the focus. */
  takeEarly: () => string;
};

/** Finds flows and records by any id and by words, consumer groups by name, as they are typed: arrows choose, Enter opens. */
export function SearchDialog({ open, onOpenChange, takeEarly }: SearchDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-paper/70" />
        <Dialog.Popup className="fixed top-[10vh] left-1/2 z-50 flex max-h-[76vh] w-[min(680px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-l border border-line-strong bg-panel max-sm:top-3">
          <Dialog.Title className="sr-only">Search</Dialog.Title>
          <SearchBody onDone={() => onOpenChange(false)} takeEarly={takeEarly} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Of a record that is not found, its page says why; of anything else, the list says what was searched. */
function hrefOfNone(q: string): string {
  const record = readRecordName(q);
  return record ? recordHref(record) : flowsPath('/flows', { ...noFilters, q });
}

function SearchBody({ onDone, takeEarly }: { onDone: () => void; takeEarly: () => string }) {
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [recent, setRecent] = useState(readRecentFinds);
  const q = useDeferredValue(typed.trim());
  const { lines, failure, isOver } = useSearch(q);
  const lately: ListGroup[] =
    recent.length === 0
      ? []
      : [
          {
            key: 'recent',
            label: 'Opened lately',
            note: null,
            items: recent.map((find) => ({ what: 'recent', find, href: find.href })),
          },
        ];
  const readers = useFoundConsumerGroups(q);
  const groups: ListGroup[] = q === '' ? lately : [...foundGroups(lines), ...readers];
  const items = groups.flatMap((group) => group.items);
  const open = (path: string) => {
    onDone();
    router.push(path);
  };
  const openItem = (item: Choosable) => {
    if (item.what !== 'recent') keepRecentFind({ label: nameOfFound(item), href: item.href, asked: q });
    open(item.href);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const item = items[chosen];
    if (event.key === 'ArrowDown') setChosen(Math.min(items.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter' && item) openItem(item);
    else if (event.key === 'Enter' && q !== '') open(hrefOfNone(q));
    else return;
    event.preventDefault();
  };
  const forget = () => {
    forgetRecentFinds();
    setRecent([]);
  };
  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label="Search by any id or by words"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items[chosen] ? `${listId}-${chosen}` : undefined}
        placeholder="Any id or words: order, customer, event, a dish, an error…"
        maxLength={12_000}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onFocus={() => setTyped(`${typed}${takeEarly()}`)}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-l outline-none"
      />
      <SearchList id={listId} groups={groups} chosen={chosen} onChoose={setChosen} onOpen={openItem} />
      <SearchFooter
        q={q}
        lines={lines}
        failure={failure}
        isOver={isOver}
        hasOthers={readers.length > 0}
        onAll={open}
        onForget={recent.length > 0 ? forget : null}
      />
    </>
  );
}
