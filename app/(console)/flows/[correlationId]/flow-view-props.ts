import type { Flow } from '#schemas/api/flow.ts';
import type { FlowModel } from './_model/flow-model.ts';
import type { useFlowParams } from './use-flow-params.client.ts';

/** What every view of a flow is given. */
export type FlowViewProps = {
  flow: Flow;
  model: FlowModel;
  /** What the URL says, and how to change it: `params.select(key)` selects in all views. */
  params: ReturnType<typeof useFlowParams>;
  /** Keys of what holds the words that are looked for; null while nothing is. */
  matches: Set<string> | null;
  /** Key of the selected node: that of the event where the URL names one of its copies, or a step that it did. Null: none. */
  selected: string | null;
  /** Which route tells the state after an event: that of the flow, or of the snapshot that is shown. */
  statePath: string;
  /** Not over as far as anybody knows: more may come, so now is worth drawing. */
  goesOn: boolean;
  /** Moves the focus to the inspector, where there is one. */
  onOpen: () => void;
};
