'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useState } from 'react';
import { TipLayer } from '#app/_ui/tip-layer.client.tsx';
import { RenderedAt } from '#app/_ui/use-now.client.ts';

/** Freshness comes by the live stream, so nothing is read again just because a window got the focus. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: 1 } },
  });
}

export function Providers({ renderedAt, children }: { renderedAt: number; children: React.ReactNode }) {
  const [queries] = useState(createQueryClient);
  return (
    <RenderedAt value={renderedAt}>
      <QueryClientProvider client={queries}>
        <NuqsAdapter>
          {children}
          <TipLayer />
        </NuqsAdapter>
      </QueryClientProvider>
    </RenderedAt>
  );
}
