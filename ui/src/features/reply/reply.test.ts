import { describe, expect, it } from 'vitest';
import { openFields, putIn } from './fields';

describe('fields of a reply', () => {
  it('names those that are still open, each once', () => {
    expect(openFields('Hello {contact}, {counter_fee} for {brand}, {counter_fee}')).toEqual(['contact', 'counter_fee', 'brand']);
    expect(openFields('{ brand } {} {mistake} {Brand}')).toEqual([]);
  });

  it('puts a value in as it was typed', () => {
    expect(putIn('{fee} and {fee}', 'fee', '$& 850 EUR')).toBe('$& 850 EUR and $& 850 EUR');
  });
});
