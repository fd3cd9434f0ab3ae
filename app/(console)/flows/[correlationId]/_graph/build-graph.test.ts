import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFlow, eventAt, flowOf } from '../_model/arbitrary-flow.ts';
import { buildFlowModel } from '../_model/build-flow-model.ts';
import { processOf, stepOf } from '../_model/sample-process.ts';
import { showSteps } from '../_model/show-steps.ts';
import { buildGraph } from './build-graph.ts';
import type { GraphBox } from './graph-box.ts';

const cause = (id: string) => ({ id, kind: 'event', evidence: 'causation_id', reason: null }) as const;
const nodesOf = (box: GraphBox) => (box.content.kind === 'nodes' ? box.content.nodes : []);
const positions = Array.from({ length: 5 }, (_, index) =>
  eventAt(10 + index, { record: `d/0/${index}`, type: 'position', cause: cause('e1') }),
);
const first = eventAt(0, { record: 'a/0/1', eventId: 'e1' });

describe('buildGraph', () => {
  it('draws a flow of nothing', () => {
    expect(buildGraph(buildFlowModel(flowOf([])), true)).toEqual({ boxes: [], joins: [] });
  });

  it('cuts a ring of causes and shows each of it once', () => {
    const ring = ['e2', 'e3', 'e1'].map((of, index) =>
      eventAt(index, { record: `a/0/${index}`, eventId: `e${index + 1}`, cause: cause(of) }),
    );
    const { boxes } = buildGraph(buildFlowModel(flowOf(ring)), false);
    expect(boxes.flatMap(nodesOf)).toHaveLength(3);
    expect(boxes.filter(({ parent }) => parent === -1)).toHaveLength(1);
  });

  it('hangs what names a cause that nobody captured on a box of its own', () => {
    const { boxes } = buildGraph(
      buildFlowModel(flowOf([eventAt(0, { cause: { ...cause('gone'), kind: 'missing' } })])),
      true,
    );
    expect(boxes.map(({ content, parent }) => [content.kind, parent])).toEqual([
      ['ghost', -1],
      ['nodes', 0],
    ]);
  });

  it('joins effects of one type when asked, and only then', () => {
    const model = buildFlowModel(flowOf([first, ...positions]));
    expect(buildGraph(model, true).boxes.map((box) => nodesOf(box).length)).toEqual([1, 5]);
    expect(buildGraph(model, false).boxes).toHaveLength(6);
  });

  it('hangs a step on the last of what it follows and joins the others to it', () => {
    const process = processOf([
      stepOf('placed', 'done', { record: 'a/0/1' }),
      stepOf('found', 'current', { after: ['placed'] }),
      stepOf('paid', 'current', { after: ['placed'] }),
      stepOf('picked', 'expected', { after: ['found', 'paid'] }),
    ]);
    const { boxes, joins } = buildGraph(showSteps(buildFlowModel(flowOf([first])), process, true), true);
    expect(boxes.map(({ id, parent }) => [id, parent])).toEqual([
      ['a/0/1', -1],
      ['step:found', 0],
      ['step:paid', 0],
      ['step:picked', 2],
    ]);
    expect(joins).toEqual([{ from: 1, to: 3 }]);
  });

  it('holds every event of any flow exactly once, parents before their children', () => {
    fc.assert(
      fc.property(arbitraryFlow, fc.boolean(), (flow, collapse) => {
        const model = buildFlowModel(flow);
        const { boxes } = buildGraph(model, collapse);
        expect(
          boxes
            .flatMap(nodesOf)
            .map(({ key }) => key)
            .sort(),
        ).toEqual(model.nodes.map(({ key }) => key).sort());
        expect(boxes.every(({ parent }, index) => parent < index)).toBe(true);
        expect(new Set(boxes.map(({ id }) => id)).size).toBe(boxes.length);
      }),
    );
  });
});
