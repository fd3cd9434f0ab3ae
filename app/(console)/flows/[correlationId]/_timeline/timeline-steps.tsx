import { stepWords } from '../_model/step-words.ts';
import type { Label, StepMark } from './timeline-layout.ts';

type StepsProps = {
  steps: StepMark[];
  idOf: (key: string) => string;
  nameOf: (mark: StepMark) => string;
  selected: string | null;
  touch: boolean;
  onSelect: (key: string) => void;
};

/** What has not happened: dashed rings right of now. */
export function TimelineSteps({ steps, idOf, nameOf, selected, touch, onSelect }: StepsProps) {
  return steps.map((mark) => {
    const { x, y } = mark;
    const { key, step } = mark.step;
    const late = step.state === 'late';
    const chosen = key === selected;
    const name = nameOf(mark);
    return (
      // The list box holds the focus, answers the keys and names its active option.
      <g
        key={key}
        id={idOf(key)}
        role="option"
        aria-selected={chosen}
        aria-label={name}
        data-tip={`${name}. ${stepWords[step.state].meaning}`}
        data-kind="step"
        className="cursor-pointer"
        onClick={() => onSelect(key)}
      >
        <circle cx={x} cy={y} r={touch ? 22 : 12} fill="transparent" />
        {chosen ? <circle cx={x} cy={y} r={12.5} fill="none" className="stroke-accent" strokeWidth={2} /> : null}
        <circle
          cx={x}
          cy={y}
          r={8}
          strokeWidth={1.5}
          strokeDasharray="3 2.6"
          className={`fill-panel ${late ? 'stroke-late' : 'stroke-ghost'}`}
        />
        {mark.due ? <Name label={mark.due} late={late} /> : null}
        {mark.label ? <Name label={mark.label} late={late} /> : null}
      </g>
    );
  });
}

/** The curves to what has not happened, from what it follows. */
export function TimelineStepEdges({ steps }: { steps: StepMark[] }) {
  return (
    <g fill="none">
      {steps.flatMap(({ step, x, y, from }) =>
        from.map((start) => (
          <path
            key={`${step.key} ${start.x} ${start.y}`}
            d={curve(start, { x: x - 8, y })}
            className="stroke-ghost"
            strokeWidth={1.4}
            strokeDasharray="4 4"
          />
        )),
      )}
    </g>
  );
}

function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const middle = ((from.x + to.x) / 2).toFixed(1);
  return `M${from.x.toFixed(1)} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x.toFixed(1)} ${to.y}`;
}

function Name({ label, late }: { label: Label; late: boolean }) {
  return (
    <text
      x={label.x}
      y={label.y}
      textAnchor="middle"
      paintOrder="stroke"
      strokeWidth={3}
      className={`stroke-panel text-[11.5px] ${late ? 'fill-late' : 'fill-ink-3'}`}
    >
      {label.text}
    </text>
  );
}
