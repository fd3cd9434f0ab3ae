'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { LaneDot } from '#app/_ui/lane.tsx';
import { Fact, Facts, InspectorHead } from '#app/(console)/records/_record/facts.tsx';
import { ShortId } from '#app/(console)/records/_record/short-id.tsx';
import type { Flow } from '#schemas/api/flow.ts';
import { describeClock } from '../_model/describe-clock.ts';
import type { FlowModel } from '../_model/flow-model.ts';

const mostTraces = 4;

/** The flow as a whole, while no event is selected. */
export function AboutFlow({ flow, model }: { flow: Flow; model: FlowModel }) {
  const { troubled } = model.counts;
  return (
    <>
      <InspectorHead title="The whole flow" aside={formatDuration(model.end - model.start)} />
      <Facts>
        <Fact name="Began">
          <ClockTime at={new Date(model.start).toISOString()} ms />
        </Fact>
        <Fact name="Last event">
          <ClockTime at={flow.lastEventAt} ms />
        </Fact>
        <Fact name="Services">
          <ServiceCounts model={model} />
        </Fact>
        <Fact name="Problems">
          {troubled === 0 ? 'none' : <span className="text-broken">{troubled} marked ■</span>}
        </Fact>
        {flow.clocks.length > 0 ? (
          <Fact name="Clocks">
            <ul className="flex flex-col gap-0.5 text-late">
              {flow.clocks.map((clock) => (
                <li key={clock.service}>{describeClock(clock)}</li>
              ))}
            </ul>
          </Fact>
        ) : null}
        <Fact name={flow.traceIds.length === 1 ? 'Trace' : 'Traces'}>
          {flow.traceIds.length === 0 ? <span className="text-ink-2">none seen</span> : null}
          {flow.traceIds.slice(0, mostTraces).map((id) => (
            <ShortId key={id} id={id} what="trace id" />
          ))}
          {flow.traceIds.length > mostTraces ? (
            <span className="block text-s text-ink-3">and {flow.traceIds.length - mostTraces} more</span>
          ) : null}
        </Fact>
      </Facts>
      <p className="px-3.5 pb-3.5 text-s text-ink-3">
        Select an event for its payload, headers and causes. In the timeline ← → walk along time, ↑ to the cause, ↓ to
        the effect; + − zoom, 0 shows all, n and N walk what was found; Ctrl and wheel, or a pinch, zooms too.
      </p>
    </>
  );
}

function ServiceCounts({ model }: { model: FlowModel }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {model.lanes.map((service) => (
        <li key={service} className="flex items-center gap-2">
          <LaneDot service={service} />
          {service}
          <span className="num ml-auto text-ink-2">{formatCount(model.counts.byService.get(service) ?? 0)}</span>
        </li>
      ))}
    </ul>
  );
}
