'use client';

import { memo, useDeferredValue, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { useNow } from '#app/_ui/use-now.client.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { PositionFrom } from '#schemas/api/flow-position.ts';
import { pickRows } from './pick-rows.ts';
import { PositionRow } from './position-row.client.tsx';

type PositionPanelProps = {
  placed: Pick<Flow, 'position' | 'positionFrom'>;
  selected: string | null;
  onSelect: (record: string) => void;
  /** When it was so, of a snapshot. */
  takenAt?: string | undefined;
};

/**
 * Where each event is for each consumer group: what waits first, with how many are ahead of it and when it is reached.
 * Zooming above it does not draw it again.
 */
export const PositionPanel = memo(function PositionPanel(props: PositionPanelProps) {
  const { placed, onSelect, takenAt } = props;
  // As in the inspector: what is chosen is marked above at once, and here a frame later.
  const selected = useDeferredValue(props.selected);
  const [all, setAll] = useState(false);
  const { position, positionFrom } = placed;
  const { rows, hidden, hiddenOpen } = pickRows(position ?? [], selected, all);
  const isMore = hidden > 0 || all;
  return (
    <Panel
      title={takenAt === undefined ? 'Where is it now' : 'Where it was'}
      age={positionFrom ? <Age from={positionFrom} takenAt={takenAt} /> : null}
      face={faceOf(placed)}
      actions={
        isMore ? (
          <Button look="quiet" aria-pressed={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show ${formatNoun(hidden, 'more', 'more')}${hiddenOpen === 0 ? ' processed' : ''}`}
          </Button>
        ) : null
      }
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">Where each event is, by consumer group</caption>
        <thead>
          <tr className="text-s text-ink-2 [&>th]:px-3.5 [&>th]:py-1.5 [&>th]:text-left [&>th]:font-normal max-sm:[&>th]:px-2.5">
            <th scope="col">Event</th>
            <th scope="col">Consumer group</th>
            <th scope="col">State</th>
            <th scope="col" className="text-right! max-md:hidden">
              Ahead of it
            </th>
            <th scope="col" className="text-right! max-md:hidden">
              Reached in
            </th>
            <th scope="col" className="w-[34%] max-md:hidden">
              How we know
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PositionRow
              key={`${row.record} ${row.group}`}
              position={row}
              isSelected={row.record === selected}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
      {positionFrom && positionFrom.shown.of > positionFrom.shown.positions ? (
        <p className="border-t border-line px-3.5 py-2 text-s text-ink-2">
          Showing {formatNoun(positionFrom.shown.positions, 'row')} of {formatNoun(positionFrom.shown.of, 'row')}: what
          is not processed first.
        </p>
      ) : null}
    </Panel>
  );
});

function faceOf({ position, positionFrom }: PositionPanelProps['placed']): PanelFace {
  const problems = positionFrom?.problems ?? [];
  if (position === null && problems[0]) return { kind: 'failed', detail: problems[0].detail };
  if (position === null) {
    const title = 'The offsets of consumer groups are not known yet';
    return {
      kind: 'empty',
      title,
      children: <p className="text-ink-2">The collector reads them every few seconds.</p>,
    };
  }
  if (position.length === 0) return { kind: 'empty', title: 'It has no event that a consumer group could read' };
  return problems.length > 0 ? { kind: 'partial', problems } : { kind: 'ready' };
}

/** `offsets 0.4 s old · pace over the last 60 s`. */
function Age({ from, takenAt }: { from: PositionFrom; takenAt: string | undefined }) {
  const { asOf, paceOverMs } = from;
  return (
    <>
      <Offsets asOf={asOf} takenAt={takenAt} />
      {paceOverMs === null ? '' : ` · pace over the last ${formatDuration(Math.round(paceOverMs / 1_000) * 1_000)}`}
    </>
  );
}

function Offsets({ asOf, takenAt }: { asOf: string | null; takenAt: string | undefined }) {
  if (asOf === null) return 'offsets not read';
  return takenAt === undefined ? <OffsetsAge asOf={asOf} /> : <OffsetsAt asOf={asOf} />;
}

function OffsetsAge({ asOf }: { asOf: string }) {
  const at = Date.parse(asOf);
  return useNow((now) => {
    const ageMs = Math.max(0, now - at);
    return ageMs < 1_000
      ? 'offsets less than 1 s old'
      : `offsets ${formatDuration(Math.floor(ageMs / 1_000) * 1_000)} old`;
  });
}

function OffsetsAt({ asOf }: { asOf: string }) {
  return (
    <>
      offsets of <ClockTime at={asOf} />
    </>
  );
}
