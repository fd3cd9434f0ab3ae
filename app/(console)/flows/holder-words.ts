import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { FlowHolder } from '#schemas/api/flow-list.ts';

/** What a flow waits for in the group that holds it up: `1,204 behind, about 50 s`. */
export function holderWords({ state, ahead, etaMs }: FlowHolder): string {
  const behind = ahead === null ? null : `${formatCount(ahead)} behind`;
  switch (state) {
    case 'waiting':
      return [behind, etaMs === null ? null : `about ${formatDuration(Math.ceil(etaMs / 1_000) * 1_000)}`]
        .filter((part) => part !== null)
        .join(', ');
    case 'nobody':
      return [behind, 'nobody reads there'].filter((part) => part !== null).join(', ');
    case 'processing':
      return 'in its hands';
    case 'retrying':
      return 'being retried';
    case 'dead_lettered':
      return 'given up: a dead letter';
    case 'discarded':
      return 'deleted before it was read';
    case 'processed':
    case 'unknown':
      return 'not known';
  }
}
