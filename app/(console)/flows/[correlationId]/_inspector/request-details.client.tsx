'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { Pill } from '#app/_ui/pill.tsx';
import type { Tone } from '#app/_ui/state-shape.tsx';
import { Fact, Facts, InspectorHead } from '#app/(console)/records/_record/facts.tsx';
import type { RequestNode } from '../_model/flow-model.ts';
import { CausedBy, Effects } from './cause-links.client.tsx';
import { TraceLink } from './trace-link.tsx';

type RequestDetailsProps = { node: RequestNode; onSelect: (key: string) => void };

/** A REST call: what was asked, what came back, how long it took, what it led to. */
export function RequestDetails({ node, onSelect }: RequestDetailsProps) {
  const { request } = node;
  return (
    <>
      <InspectorHead
        mono
        title={`${request.method} ${request.route}`}
        mark={
          <Pill tone={toneOf(request.status)} shape>
            {request.status ?? 'no status'}
          </Pill>
        }
        aside={<ClockTime at={request.startedAt} ms />}
      />
      <Facts>
        <Fact name="Answered by">{request.service}</Fact>
        <Fact name="Took">{formatDuration(request.durationMs)}</Fact>
        <Fact name="Called by">
          <CausedBy node={node} onSelect={onSelect} />
        </Fact>
        <Fact name="Led to">
          <Effects node={node} onSelect={onSelect} />
        </Fact>
        <Fact name="Trace">
          <TraceLink id={request.traceId} />
        </Fact>
        <Fact name="Span">
          <CopyId id={request.spanId} what="span id" />
        </Fact>
        <Fact name="How we know">
          <span className="text-ink-2">a span; spans are sampled, so calls may be missing here, events never</span>
        </Fact>
      </Facts>
    </>
  );
}

function toneOf(status: number | null): Tone {
  if (status === null) return 'quiet';
  if (status >= 500) return 'broken';
  return status >= 400 ? 'late' : 'ok';
}
