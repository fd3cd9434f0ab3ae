'use client';

import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { laneColour } from '#app/_ui/lane.tsx';
import type { FlowState } from '#schemas/api/flow-state.ts';

type StateScrubberProps = {
  steps: FlowState['steps'];
  /** Where the reader stands; −1 before the first. */
  at: number;
  /** He follows the last event, also when another comes. */
  follows: boolean;
  onStep: (step: number) => void;
  onFollow: () => void;
};

/** One stop an event. The native slider: arrows move by one, Home and End to the ends. */
export function StateScrubber({ steps, at, follows, onStep, onFollow }: StateScrubberProps) {
  const step = steps[at];
  return (
    <div className="flex flex-col gap-2 border-b border-line px-3.5 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
          After {step?.type ?? step?.record ?? 'nothing'}
          {step?.version ? <span className="font-normal text-ink-3"> v{step.version}</span> : null}
        </h2>
        <span className="text-ink-2 tabular-nums">
          {step ? <ClockTime at={step.time} ms /> : null} · event {at + 1} of {steps.length}
        </span>
        <span className="ml-auto flex gap-1 max-sm:ml-0">
          <Button look="quiet" disabled={at <= 0} onClick={() => onStep(at - 1)}>
            ← Earlier
          </Button>
          <Button look="quiet" disabled={at >= steps.length - 1} onClick={() => onStep(at + 1)}>
            Later →
          </Button>
          <Button look="quiet" aria-pressed={follows} onClick={onFollow}>
            Latest
          </Button>
        </span>
      </div>
      <div className="relative pt-2.5">
        <Marks steps={steps} at={at} />
        <input
          type="range"
          min={0}
          max={Math.max(0, steps.length - 1)}
          value={Math.max(0, at)}
          onChange={(event) => onStep(event.target.valueAsNumber)}
          aria-label="The event after which the state is shown"
          aria-valuetext={step ? `${at + 1} of ${steps.length}: ${step.type ?? step.record}` : undefined}
          className="block h-6 w-full cursor-pointer accent-[var(--accent)] pointer-coarse:h-11"
        />
      </div>
    </div>
  );
}

const mostMarks = 300;
// Half the width of a slider's thumb: its middle never reaches the ends of the track.
const thumbPx = 8;

/** A mark a step in the colour of its service; those that change what is shown are tall. */
function Marks({ steps, at }: { steps: FlowState['steps']; at: number }) {
  if (steps.length < 2 || steps.length > mostMarks) return null;
  return (
    <div aria-hidden="true" className="absolute top-0 h-3" style={{ left: thumbPx, right: thumbPx }}>
      {steps.map((step, index) => (
        <span
          key={step.record}
          className="absolute bottom-0 w-[3px] -translate-x-1/2 rounded-full"
          style={{
            left: `${(100 * index) / (steps.length - 1)}%`,
            height: step.changes.length > 0 ? 10 : 4,
            background: laneColour(step.service ?? ''),
            opacity: index <= at ? 1 : 0.35,
          }}
        />
      ))}
    </div>
  );
}
