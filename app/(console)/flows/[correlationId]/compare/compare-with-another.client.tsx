'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import { Button } from '#app/_ui/button.tsx';
import type { FlowList } from '#schemas/api/flow-list.ts';
import { compareHref } from './compare-href.ts';

/** Any id leads to the flow to compare with: an order, a customer, a trace; of several flows to the newest. */
export function CompareWithAnother({ correlationId }: { correlationId: string }) {
  const router = useRouter();
  const id = useId();
  const [asked, setAsked] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const compare = async (event: React.FormEvent) => {
    event.preventDefault();
    if (asked.trim() === '') return;
    const found = await findOther(asked.trim(), correlationId);
    setSaid(found.said);
    if (found.other !== null) router.push(compareHref(correlationId, found.other));
  };
  return (
    <form onSubmit={compare} className="flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        Compare with another
      </label>
      <input
        id={id}
        value={asked}
        onChange={(event) => setAsked(event.target.value)}
        placeholder="any id of it"
        autoComplete="off"
        spellCheck={false}
        className="h-[30px] w-64 rounded-m border border-line-strong bg-panel px-2.5 font-mono text-s max-sm:h-11 max-sm:w-full pointer-coarse:h-11"
      />
      <Button type="submit">Compare</Button>
      <span role="status" className="text-s text-late">
        {said}
      </span>
    </form>
  );
}

async function findOther(asked: string, correlationId: string): Promise<{ other: string | null; said: string | null }> {
  try {
    const { items } = await readJson<FlowList>(`/api/flows?${new URLSearchParams({ q: asked, limit: '2' })}`);
    const other = items.find((item) => item.correlationId !== correlationId)?.correlationId ?? null;
    return { other, said: other === null ? `No other flow is known by “${asked}”.` : null };
  } catch (thrown) {
    return { other: null, said: problemOf(thrown).detail };
  }
}
