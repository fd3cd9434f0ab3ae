import type { CauseLink, ExpectedStep, FlowNode, Ghost, Try } from '../_model/flow-model.ts';
import type { Fold } from './fold-waits.ts';
import type { TimeScale } from './time-scale.ts';
import type { Extent, Plot, TimeWindow } from './zoom-window.ts';

export type KeptFolds = { folds: Fold[]; bandPx: number };

/** What the layout depends on besides the flow itself. `width` is the measured box in px. */
export type TimelineView = {
  width: number;
  fold: boolean;
  /** What part of the time is in view; null for all of it. */
  window: TimeWindow | null;
  /** Epoch ms while the flow goes on, else null. */
  now: number | null;
  pointer: 'fine' | 'coarse';
  selected: string | null;
  /** Folds that must stay as they are while the reader is zoomed in; null to work them out. */
  kept: KeptFolds | null;
  /** `12:21:07`, with milliseconds where `ms`. */
  formatClock(time: number, ms: boolean): string;
};

export type LaneBox = { service: string; top: number; height: number; y: number; nameX: number; nameY: number };

export type Label = { text: string; x: number; y: number; left: number; right: number };

/** A dot or an outlined bar; `nodes` are more than one where they lie too close together to be told apart. */
export type Mark = {
  kind: 'event' | 'request';
  key: string;
  nodes: FlowNode[];
  lane: number;
  /** Centre of a dot, left edge of a bar. */
  x: number;
  /** 0 for a dot. */
  width: number;
  y: number;
  /** Where the clock of its own service puts a single event that stands elsewhere; null where that is the same. */
  toldX: number | null;
  /** Something about one of its events or calls needs a look. */
  troubled: boolean;
  label: Label | null;
};

export type Edge = {
  link: CauseLink;
  /** How many causes this one curve stands for. */
  count: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  /** Height of the arch of a curve that would else run through dots of its own lane. */
  arch: number;
};

export type GhostMark = { ghost: Ghost; x: number; y: number; to: Mark; count: number };

/** A failed try; `until` is where the same event goes on in that lane (px), null where it does not. */
export type TryMark = { try: Try; lane: number; x: number; y: number; until: number | null; label: Label | null };

/** A step that has not happened, with where the curves to it begin. */
export type StepMark = {
  step: ExpectedStep;
  lane: number;
  x: number;
  y: number;
  from: { x: number; y: number }[];
  label: Label | null;
  due: Label | null;
};

export type Band = { fold: Fold; x: number; width: number; label: Label | null };

export type Tick = { x: number; label: Label | null; absolute: boolean };

export type TimelineLayout = {
  width: number;
  height: number;
  plot: Plot & { top: number; bottom: number };
  scale: TimeScale;
  fit: TimeScale;
  extent: Extent;
  waitingShare: number;
  foldedShare: number;
  lanes: LaneBox[];
  bands: Band[];
  ticks: Tick[];
  marks: Mark[];
  edges: Edge[];
  hiddenEdges: number;
  ghosts: GhostMark[];
  tries: TryMark[];
  steps: StepMark[];
  now: { x: number; label: Label } | null;
  /** On which side the selected node lies when it is out of view. */
  selectedIsOff: 'left' | 'right' | null;
};
