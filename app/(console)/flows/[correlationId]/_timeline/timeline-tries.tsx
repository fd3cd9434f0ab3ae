import type { Try } from '../_model/flow-model.ts';
import type { TryMark } from './timeline-layout.ts';

type TriesProps = {
  tries: TryMark[];
  idOf: (key: string) => string;
  nameOf: (mark: TryMark) => string;
  /** The record that the URL names: a try is chosen by its own. */
  selected: string | null;
  touch: boolean;
  onSelect: (key: string) => void;
};

const colours: Record<Try['kind'], string> = {
  failed: 'stroke-late',
  gave_up: 'stroke-broken',
  sent_again: 'stroke-accent',
};

const fills: Record<Try['kind'], string> = { failed: 'fill-late', gave_up: 'fill-broken', sent_again: 'fill-accent' };

/** A cross where a service failed at an event, a square where it gave up, an arrow where it was sent the event again. */
export function TimelineTries({ tries, idOf, nameOf, selected, touch, onSelect }: TriesProps) {
  return tries.map((mark) => {
    const { x, y, label } = mark;
    const { key, kind } = mark.try;
    const name = nameOf(mark);
    return (
      // The list box holds the focus, answers the keys and names its active option.
      <g
        key={key}
        id={idOf(key)}
        role="option"
        aria-selected={key === selected}
        aria-label={name}
        data-tip={name}
        data-kind="try"
        className="cursor-pointer"
        onClick={() => onSelect(key)}
      >
        {mark.until !== null && mark.until > x + 8 ? (
          <path
            d={`M${x + 8} ${y}H${mark.until}`}
            strokeWidth={1.5}
            strokeDasharray="1.5 2.5"
            className={colours[kind]}
          />
        ) : null}
        <circle cx={x} cy={y} r={touch ? 22 : 12} fill="transparent" />
        {key === selected ? (
          <circle cx={x} cy={y} r={11} fill="none" className="stroke-accent" strokeWidth={2} />
        ) : null}
        <path d={shapes[kind](x, y)} fill="none" strokeWidth={1.8} className={colours[kind]} />
        {label ? (
          <text
            x={label.x}
            y={label.y}
            textAnchor="middle"
            paintOrder="stroke"
            strokeWidth={3}
            className={`stroke-panel text-[11.5px] ${fills[kind]}`}
          >
            {label.text}
          </text>
        ) : null}
      </g>
    );
  });
}

const shapes: Record<Try['kind'], (x: number, y: number) => string> = {
  failed: (x, y) => `M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10`,
  gave_up: (x, y) => `M${x - 5} ${y - 5}h10v10h-10Z`,
  sent_again: (x, y) => `M${x - 5} ${y - 5}l6 5l-6 5M${x} ${y - 5}l6 5l-6 5`,
};
