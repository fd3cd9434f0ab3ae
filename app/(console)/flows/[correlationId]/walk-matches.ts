import { findInFlow, nextMatch } from './_model/find-in-flow.ts';
import { windowWith } from './_timeline/zoom-window.ts';
import type { FlowViewProps } from './flow-view-props.ts';

type Walk = Pick<FlowViewProps, 'model' | 'params' | 'selected'>;

/** Goes to the next match (1) or the one before (-1), and brings it into view: the reader asked to be taken there. */
export function walkMatches({ model, params, selected }: Walk, step: 1 | -1): void {
  // What is marked in the views lags behind the typing; who presses Enter means the words that stand there.
  const matches = findInFlow(model, params.find);
  const key = matches && nextMatch(matches, model, selected, step);
  if (!key) return;
  // What has not happened lies at the end of the flow.
  const at = model.byKey.get(key)?.at ?? model.end;
  params.goTo(key, params.zoom && windowWith(params.zoom, at));
}
