'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useLive } from '#app/_live/use-live.client.ts';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import type { Trouble } from '#schemas/api/live.ts';

/**
 * What is wrong behind the page, since when, and how it goes on. Below the part that scrolls, so that nothing moves under
 * the reader's eyes when it comes or goes. `first` is what the server knew while it drew the page.
 */
export function TroubleBar({ first }: { first: Trouble | null }) {
  const { state, trouble: heard } = useLive();
  const trouble = state === 'connecting' ? first : heard;
  useRefreshAfter(first, state === 'live');
  return (
    <div role="status" className="col-span-full">
      {trouble ? (
        <div data-trouble className="flex items-start gap-2 border-t border-line bg-broken-soft px-3.5 py-2">
          <span className="mt-[5px] text-broken">
            <StateShape tone="broken" />
          </span>
          <p className="min-w-0 text-ink">
            <b className="font-semibold text-broken">{trouble.detail}</b>
            {trouble.since ? <Since at={trouble.since} /> : null}. {trouble.next}{' '}
            <a href="/readyz" className="text-accent underline">
              What each part says
            </a>
          </p>
        </div>
      ) : null}
    </div>
  );
}

/** Its age changes every second, which nobody wants to be told of each time. */
function Since({ at }: { at: string }) {
  return (
    <span className="text-ink-2">
      {' '}
      since <ClockTime at={at} />{' '}
      <span aria-hidden="true">
        (<RelativeTime at={at} past />)
      </span>
    </span>
  );
}

/** What the server could not read for the page, lists to choose from for example, is asked for again once it can be. */
function useRefreshAfter(first: Trouble | null, isWell: boolean): void {
  const router = useRouter();
  const isDue = useRef(first !== null);
  useEffect(() => {
    if (!isWell || !isDue.current) return;
    isDue.current = false;
    router.refresh();
  }, [isWell, router]);
}
