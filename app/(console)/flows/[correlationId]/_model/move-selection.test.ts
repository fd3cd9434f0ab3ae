import { describe, expect, it } from 'vitest';
import { eventAt, flowOf } from './arbitrary-flow.ts';
import { buildFlowModel } from './build-flow-model.ts';
import { moveSelection } from './move-selection.ts';

const caused = (id: string) => ({ id, kind: 'event', evidence: 'causation_id', reason: null }) as const;
const model = buildFlowModel(
  flowOf([
    eventAt(0, { record: 'a/0/1', eventId: 'e1', cause: caused('gone') }),
    eventAt(10, { record: 'a/0/2', eventId: 'e2', cause: caused('e1') }),
    eventAt(20, { record: 'a/0/3', eventId: 'e3', cause: caused('e1') }),
  ]),
);

describe('moveSelection', () => {
  it('stays where nothing lies further that way, nor goes to a ghost', () => {
    expect(moveSelection(model, 'a/0/1', 'earlier')).toBe('a/0/1');
    expect(moveSelection(model, 'a/0/3', 'later')).toBe('a/0/3');
    expect(moveSelection(model, 'a/0/1', 'cause')).toBe('a/0/1');
    expect(moveSelection(model, 'a/0/3', 'effect')).toBe('a/0/3');
  });

  it('begins at the first event when nothing, or something unknown, is selected', () => {
    expect(moveSelection(model, null, 'later')).toBe('a/0/1');
    expect(moveSelection(model, 'not/0/here', 'later')).toBe('a/0/1');
    expect(moveSelection(model, null, 'last')).toBe('a/0/3');
    expect(moveSelection(buildFlowModel(flowOf([])), null, 'later')).toBeNull();
  });

  it('walks along time and along causes', () => {
    expect(moveSelection(model, 'a/0/2', 'later')).toBe('a/0/3');
    expect(moveSelection(model, 'a/0/3', 'cause')).toBe('a/0/1');
    expect(moveSelection(model, 'a/0/1', 'effect')).toBe('a/0/2');
    expect(moveSelection(model, 'a/0/3', 'first')).toBe('a/0/1');
  });
});
