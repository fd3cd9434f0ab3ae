'use client';

import clsx from 'clsx';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import { Button, type ButtonLook } from '#app/_ui/button.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import type { PlacedOrder } from '#schemas/api/order.ts';

type State = { kind: 'idle' } | { kind: 'placing' } | { kind: 'failed'; detail: string };

/** Places a real order by the same REST call that customers use, and opens its flow. */
export function PlaceOrder({ look, className }: { look?: ButtonLook; className?: string }) {
  const router = useRouter();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const place = async () => {
    setState({ kind: 'placing' });
    try {
      const placed = await readJson<PlacedOrder>('/api/orders', { method: 'POST' });
      router.push(flowHref(placed.correlationId));
    } catch (failure) {
      setState({ kind: 'failed', detail: problemOf(failure).detail });
    }
  };
  return (
    <div className={clsx('flex flex-wrap items-center gap-2', className)}>
      <span role="alert" className="text-s text-broken">
        {state.kind === 'failed' ? state.detail : null}
      </span>
      <Button look={look} onClick={place} disabled={state.kind === 'placing'}>
        {state.kind === 'placing' ? 'Placing…' : 'Place an order'}
      </Button>
    </div>
  );
}
