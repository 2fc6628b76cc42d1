import { describe, expect, it } from 'vitest';
import { scrollTo, slice } from './geometry';

const ROW = 32;
const VIEW = 640;

describe.each([20, 500, 1_000_000, 10_000_000])('a table of %i rows', (rows) => {
  const at = (scroll: number) => slice(rows, ROW, VIEW, scroll);
  const height = (scroll: number): number => {
    const { first, end, above, below } = at(scroll);
    return above + (end - first) * ROW + below;
  };

  it('draws a few dozen rows wherever it is scrolled', () => {
    for (const share of [0, 0.25, 0.5, 0.999, 1]) {
      const { first, end } = at(share * height(0));
      expect(end - first, `at ${String(share)}`).toBeLessThanOrEqual(VIEW / ROW + 18);
      expect(end).toBeGreaterThan(first);
    }
  });

  it('reaches the first and the last row', () => {
    expect(at(0).first).toBe(0);
    expect(at(height(0)).end).toBe(rows);
  });

  it('stays below what an engine can draw', () => expect(height(0)).toBeLessThanOrEqual(8_000_000 + 32 * ROW));

  it('brings any row into the window', () => {
    for (const index of [0, Math.floor(rows / 2), rows - 1]) {
      const { first, end } = at(scrollTo(index, rows, ROW, VIEW, 0));
      expect(first <= index && index < end, `row ${String(index)}`).toBe(true);
    }
  });
});
