import { formatDuration } from '#app/_ui/format-duration.ts';
import type { FlowNode } from '../_model/flow-model.ts';
import { hasProblem } from '../_model/has-problem.ts';
import { nameEventType, shorterNames } from '../_model/name-event-type.ts';
import { estimateTextWidth, monoTextWidth } from '../_timeline/estimate-text-width.ts';
import { nameMark, nameStep } from '../_timeline/name-mark.ts';
import { boxSize } from './box-size.ts';
import type { BoxContent } from './graph-box.ts';

export type BoxWords = {
  /** Two lines that fit into the box. */
  title: string;
  detail: string;
  /** All of it, for hovering and for those who do not see the drawing. */
  name: string;
  /** Whose colour it bears; null: nobody's. */
  service: string | null;
  look: 'happened' | 'expected' | 'late' | 'missing';
  mono: boolean;
  count: number;
  troubled: boolean;
};

type Clock = (time: number, ms: boolean) => string;

const titleRoom = boxSize.width - 40;
const detailRoom = boxSize.width - 24;

/** What a box of the graph says. `before` is when its cause happened (ms), null where it has none. */
export function describeBox(content: BoxContent, before: number | null, clock: Clock): BoxWords {
  switch (content.kind) {
    case 'nodes':
      return describeNodes(content.nodes, before, clock);
    case 'ghost': {
      const words = { title: 'not captured', detail: fitText([content.ghost.reason], detailRoom, smallWidth) };
      return { ...words, ...plain, name: `A cause that is not captured. ${content.ghost.reason}`, look: 'missing' };
    }
    case 'step': {
      const { step, dueAt } = content.step;
      const late = step.state === 'late';
      const due = dueAt === null ? 'expected' : `expected ${clock(dueAt, false)}`;
      return {
        ...plain,
        title: fitText([step.event, ...shorterNames(nameEventType(step.event))], titleRoom, estimateTextWidth),
        detail: late ? `late, ${due}` : due,
        name: nameStep(content.step, (time) => clock(time, false)),
        service: step.service,
        look: late ? 'late' : 'expected',
      };
    }
  }
}

const plain = { service: null, mono: false, count: 1, troubled: false };

function describeNodes(nodes: FlowNode[], before: number | null, clock: Clock): BoxWords {
  const [first] = nodes;
  const isCall = first?.kind === 'request';
  const after = first && before !== null ? ` · +${formatDuration(Math.max(first.at - before, 0))}` : '';
  const when = first && before === null ? ` · ${clock(first.at, true)}` : after;
  return {
    title: isCall
      ? fitText([`${first.request.method} ${first.request.route}`], titleRoom, monoTextWidth)
      : fitText(titlesOf(first), titleRoom, estimateTextWidth),
    detail: fitText([`${first?.service}${when}`, `${first?.service}`], detailRoom, smallWidth),
    name: nameMark({ nodes }, (time) => clock(time, true)),
    service: first?.service ?? null,
    look: 'happened',
    mono: isCall,
    count: nodes.length,
    troubled: nodes.some(hasProblem),
  };
}

function titlesOf(node: FlowNode | undefined): string[] {
  const type = node?.kind === 'event' ? node.event.type : null;
  return [type ?? nameEventType(type), ...shorterNames(nameEventType(type))];
}

function smallWidth(text: string): number {
  return estimateTextWidth(text, 11);
}

/** The first text that fits; else the end of the last one, which carries its meaning. */
function fitText(texts: string[], room: number, widthOf: (text: string) => number): string {
  const fitting = texts.find((text) => widthOf(text) <= room);
  if (fitting !== undefined) return fitting;
  let text = texts[0] ?? '';
  const isSentence = text.includes(' ');
  while (text.length > 1 && widthOf(`${text}…`) > room) text = isSentence ? text.slice(0, -1) : text.slice(1);
  return isSentence ? `${text.trimEnd()}…` : `…${text}`;
}
