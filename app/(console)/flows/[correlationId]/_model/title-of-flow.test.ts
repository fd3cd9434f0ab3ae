import { describe, expect, it } from 'vitest';
import { titleOfFlow } from './title-of-flow.ts';

const id = '0198e0f2-6c1a-7d3e-9b55-2f6a1c08e4d7';

describe('titleOfFlow', () => {
  it('names a flow without any business by its correlation id', () => {
    expect(titleOfFlow(null, id)).toEqual({ text: 'Flow …1c08e4d7', full: id });
  });

  it('says what it is about in the words of the business', () => {
    expect(titleOfFlow({ kind: 'order', id: '4711' }, id)).toEqual({ text: 'Order 4711', full: null });
    expect(titleOfFlow({ kind: 'gift_card', id }, id).text).toBe('Gift card …1c08e4d7');
  });
});
