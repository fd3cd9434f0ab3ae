import { describe, expect, it } from 'vitest';
import { nameEventType, shorterNames } from './name-event-type.ts';

describe('nameEventType', () => {
  it('names what has no type, and types made of separators only', () => {
    expect(nameEventType(null)).toBe('unreadable');
    expect(nameEventType('  ')).toBe('unreadable');
    expect(nameEventType('...')).toBe('...');
  });

  it('keeps the meaningful end', () => {
    expect(nameEventType('restaurant.order_ready')).toBe('order ready');
    expect(nameEventType('com.example.Order-Placed')).toBe('Order Placed');
    expect(nameEventType('plain')).toBe('plain');
  });

  it('shortens from the front', () => {
    expect(shorterNames('order picked up')).toEqual(['order picked up', 'picked up', 'up']);
  });
});
