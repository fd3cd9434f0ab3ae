import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { arbitraryFlow, eventAt, flowOf, requestAt } from '../_model/arbitrary-flow.ts';
import { buildFlowModel } from '../_model/build-flow-model.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { processOf, stepOf } from '../_model/sample-process.ts';
import { showSteps } from '../_model/show-steps.ts';
import { layoutTimeline } from './layout-timeline.ts';
import type { Label, Mark, TimelineLayout, TimelineView } from './timeline-layout.ts';

const view: TimelineView = {
  width: 890,
  fold: true,
  window: null,
  now: null,
  pointer: 'fine',
  selected: null,
  kept: null,
  formatClock: (time, ms) => new Date(time).toISOString().slice(11, ms ? 23 : 19),
};

const drawing = fc
  .record({
    flow: arbitraryFlow,
    width: fc.integer({ min: 200, max: 2400 }),
    fold: fc.boolean(),
    coarse: fc.boolean(),
    running: fc.option(fc.nat(4_000_000)),
    zoom: fc.option(
      fc.record({
        from: fc.double({ min: 0, max: 0.9, noNaN: true }),
        share: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      }),
    ),
    selected: fc.nat(59),
    dues: fc.array(fc.option(fc.nat(600_000)), { maxLength: 5 }),
    failed: fc.nat(4),
  })
  .map(({ flow, width, fold, coarse, running, zoom, selected, dues, failed }) => {
    const model = withTries(withSteps(buildFlowModel(flow), dues), failed);
    const length = Math.max(model.end - model.start, 10);
    const from = model.start + (zoom?.from ?? 0) * length;
    const window = zoom ? { from, to: from + zoom.share * length } : null;
    const now = running === null ? null : model.end + running;
    const pointer = coarse ? ('coarse' as const) : ('fine' as const);
    const options = { ...view, width, fold, pointer, now, window, selected: `order-events/0/${selected}` };
    return { model, options, layout: layoutTimeline(model, options) };
  });

const stepServices = ['drivers', 'loyalty', 'orders'];

/** Steps in a row, due so long after the last event, the second of them late. */
function withSteps(model: FlowModel, dues: (number | null)[]): FlowModel {
  const steps = dues.map((due, index) =>
    stepOf(`s${index}`, index === 1 ? 'late' : 'expected', {
      service: stepServices[index % 3] ?? 'orders',
      after: index % 2 === 1 ? [`s${index - 1}`] : [],
      dueAt: due === null ? null : new Date(model.end + due).toISOString(),
    }),
  );
  return showSteps(model, processOf(steps), true);
}

function withTries(model: FlowModel, count: number): FlowModel {
  const nodes = model.nodes.filter((node) => node.kind === 'event').slice(0, count);
  const tries = nodes.map((node, index): FlowModel['tries'][number] => ({
    kind: index === 2 ? 'gave_up' : 'failed',
    key: `${node.key}/retry`,
    node,
    copy: { ...node.event, attempt: index, failure: { type: 'Timeout', message: 'the bank did not answer' } },
    service: node.service,
    at: node.at,
    outcome: node.causeOf[0]?.to ?? null,
  }));
  return { ...model, tries };
}

const property = (check: (layout: TimelineLayout, model: FlowModel, options: TimelineView) => void) =>
  fc.assert(
    fc.property(drawing, ({ layout, model, options }) => check(layout, model, options)),
    { numRuns: 200 },
  );

function marksByNode(layout: TimelineLayout): Map<string, Mark> {
  return new Map(layout.marks.flatMap((mark) => mark.nodes.map((node) => [node.key, mark] as const)));
}

function labelsOf(layout: TimelineLayout): Label[] {
  const all = [...layout.marks, ...layout.bands, ...layout.ticks].map((part) => part.label);
  const others = [...layout.steps.flatMap(({ label, due }) => [label, due]), ...layout.tries.map(({ label }) => label)];
  return [...all, ...others, layout.now?.label ?? null].filter((label) => label !== null);
}

describe('layoutTimeline', () => {
  it('draws a flow of nothing, and one of a single instant', () => {
    expect(layoutTimeline(buildFlowModel(flowOf([])), view).marks).toEqual([]);
    const [mark] = layoutTimeline(buildFlowModel(flowOf([eventAt(0)])), view).marks;
    expect(mark?.label?.text).toBe('created');
  });

  it('puts nothing outside the box', () => {
    property((layout) => {
      const { left, right, top, bottom } = layout.plot;
      const spans = [...layout.marks, ...layout.bands].flatMap(({ x, width }) => [x, x + width]);
      const ends = layout.edges.flatMap(({ x1, x2 }) => [x1, x2]);
      const points = [...layout.ghosts, ...layout.ticks, ...layout.steps, ...layout.tries].map(({ x }) => x);
      points.push(
        ...layout.tries.flatMap(({ until }) => until ?? []),
        ...layout.steps.flatMap(({ from }) => from.map(({ x }) => x)),
      );
      const outside = [...spans, ...ends, ...points].filter((x) => x < left - 0.01 || x > right + 0.01);
      expect(outside, `${left} to ${right}`).toEqual([]);
      expect(layout.marks.filter(({ y }) => y <= top || y >= bottom)).toEqual([]);
      const astray = labelsOf(layout).filter(
        (label) => label.left < -0.01 || label.right > layout.width + 0.01 || label.y <= 0 || label.y > layout.height,
      );
      expect(astray).toEqual([]);
    });
  });

  it('never lets two labels touch', () => {
    property((layout) => {
      const labels = labelsOf(layout).sort((a, b) => a.y - b.y);
      const touching = labels.flatMap((label, index) =>
        labels
          .slice(index + 1)
          .filter((other) => other.y - label.y < 11 && label.right > other.left && other.right > label.left)
          .map((other) => `${label.text} | ${other.text}`),
      );
      expect(touching).toEqual([]);
    });
  });

  it('draws time from left to right', () => {
    property((layout) => {
      const dots = layout.marks.filter((mark) => mark.kind === 'event' && mark.nodes.length === 1);
      const xs = dots.map((dot) => dot.x);
      expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    });
  });

  it('names each band with exactly the time it leaves out', () => {
    property((layout) => {
      for (const { fold, label } of layout.bands)
        if (label) expect(label.text.replace(' folded', '')).toBe(formatDuration(fold.to - fold.from));
    });
  });

  it('folds nothing unless asked', () => {
    property((layout, _model, options) => {
      if (!options.fold) expect(layout.bands).toEqual([]);
    });
  });

  it('shows every event exactly once when the whole flow is in view', () => {
    property((layout, model, options) => {
      if (options.window !== null) return;
      const drawn = layout.marks.flatMap((mark) => mark.nodes.map((node) => node.key));
      expect(drawn.sort()).toEqual(model.nodes.map((node) => node.key).sort());
    });
  });

  it('draws what has not happened right of all that has, steps behind those that they follow', () => {
    property((layout, model, options) => {
      if (options.window !== null) return;
      const dots = layout.marks.map((mark) => mark.x);
      expect(layout.steps).toHaveLength(model.steps.length);
      for (const step of layout.steps) expect(step.x).toBeGreaterThan(Math.max(...dots));
    });
  });

  it('ties the right dots', () => {
    property((layout) => {
      const markOf = marksByNode(layout);
      for (const { link, x1, y1, x2, y2 } of layout.edges) {
        expect(link.to.causedBy).toBe(link);
        const from = markOf.get(link.from.key);
        const to = markOf.get(link.to.key);
        expect(from ?? to).toBeDefined();
        if (to) expect([x2, y2]).toEqual([to.x, to.y]);
        if (from) expect(x1 >= from.x && x1 <= from.x + from.width && y1 === from.y).toBe(true);
      }
    });
  });

  it('draws each cause that is there, once or as part of a bundle, when all is in view', () => {
    property((layout, model, options) => {
      if (options.window !== null || layout.hiddenEdges > 0) return;
      const markOf = marksByNode(layout);
      const expected = model.nodes.filter((node) => {
        const from = node.causedBy && markOf.get(node.causedBy.from.key);
        const to = markOf.get(node.key);
        if (!from || !to || from === to) return false;
        const inside = from.kind === 'request' && to.x >= from.x - 1 && to.x <= from.x + from.width + 1;
        return !(from.lane === to.lane && (inside || Math.abs(from.x - to.x) < 1));
      });
      expect(layout.edges.reduce((sum, edge) => sum + edge.count, 0)).toBe(expected.length);
    });
  });

  it('keeps the name of the selected event', () => {
    property((layout, _model, options) => {
      const selected = layout.marks.find((mark) => mark.nodes.some((node) => node.key === options.selected));
      if (selected?.kind === 'event' && selected.nodes.length === 1) expect(selected.label).not.toBeNull();
    });
  });

  it('does not move what is in view when the flow grows behind it', () => {
    fc.assert(
      fc.property(arbitraryFlow, fc.nat(9_000_000), (flow, later) => {
        const before = buildFlowModel(flow);
        const window = { from: before.start, to: Math.max(before.end, before.start + 5) };
        const first = layoutTimeline(before, { ...view, window, kept: { folds: [], bandPx: 0 } });
        const added = eventAt(before.end - Date.parse('2026-11-24T12:04:10.000Z') + later + 1, { record: 'z/0/1' });
        const after = buildFlowModel({ ...flow, events: [...flow.events, { ...added, service: 'zebra' }] });
        const second = layoutTimeline(after, { ...view, window, kept: { folds: [], bandPx: 0 } });
        expect(second.plot.left).toBe(first.plot.left);
        const moved = before.nodes.filter((node) => second.scale.x(node.at) !== first.scale.x(node.at));
        expect(moved).toEqual([]);
      }),
    );
  });

  it('says on which side a selected event lies that is out of view', () => {
    const model = buildFlowModel(flowOf([eventAt(0), eventAt(60_000), eventAt(120_000)]));
    const window = { from: model.start + 50_000, to: model.start + 70_000 };
    expect(layoutTimeline(model, { ...view, window, selected: 'order-events/0/0' }).selectedIsOff).toBe('left');
    expect(layoutTimeline(model, { ...view, window, selected: 'order-events/0/120000' }).selectedIsOff).toBe('right');
  });

  it('marks a missing cause before its effect', () => {
    const cause = { id: 'gone', kind: 'missing', evidence: 'causation_id', reason: null } as const;
    const layout = layoutTimeline(buildFlowModel(flowOf([eventAt(0, { cause }), eventAt(500)])), view);
    const [ghost] = layout.ghosts;
    expect(ghost?.x).toBeLessThan(ghost?.to.x ?? 0);
  });

  it('draws a REST call as long as it took, with the events it wrote inside it', () => {
    const call = requestAt(0, { id: 'r', durationMs: 400 });
    const event = eventAt(200, { cause: { id: 'r', kind: 'request', evidence: 'causation_id', reason: null } });
    const layout = layoutTimeline(buildFlowModel(flowOf([event, eventAt(1000)], [call])), view);
    const bar = layout.marks.find((mark) => mark.kind === 'request');
    expect(bar?.label?.text).toBe('POST /orders');
    expect(bar?.width).toBeCloseTo(400 * layout.scale.pxPerMs, 6);
    expect(layout.edges).toEqual([]);
  });

  it('gathers ten thousand events into as many dots as can be told apart', () => {
    const events = Array.from({ length: 10_000 }, (_, at) =>
      eventAt(at * 7, {
        cause: { id: `order-events/0/${at * 7 - 7}`, kind: 'event', evidence: 'record', reason: null },
      }),
    );
    const layout = layoutTimeline(buildFlowModel(flowOf(events)), view);
    expect(layout.marks.length).toBeLessThan(120);
    expect(layout.marks.reduce((sum, mark) => sum + mark.nodes.length, 0)).toBe(10_000);
  });
});
