import { describe, expect, it } from 'vitest';
import { timelineKey } from './timeline-key.ts';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  timelineKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('timelineKey', () => {
  it('leaves to the browser what is the browser’s', () => {
    expect(press('Tab')).toBeNull();
    expect(press('+', { ctrlKey: true })).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
    expect(press('ArrowUp', { shiftKey: true })).toBeNull();
  });

  it('walks with arrows, pans with shift, zooms with signs, walks what was found with n', () => {
    expect(press('ArrowUp')).toEqual({ kind: 'move', move: 'cause' });
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ kind: 'pan', share: 0.2 });
    expect(press('=', {})).toEqual({ kind: 'zoom', factor: 1.5 });
    expect(press('+', { shiftKey: true })).toEqual({ kind: 'zoom', factor: 1.5 });
    expect(press('0')).toEqual({ kind: 'fit' });
    expect(press('N', { shiftKey: true })).toEqual({ kind: 'match', step: -1 });
    expect(press('Enter')).toEqual({ kind: 'open' });
  });
});
