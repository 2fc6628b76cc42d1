import { describe, expect, it } from 'vitest';
import { lengthOf, periodOf, spanOf, stepPeriod, yearBefore } from './period';

describe('periods', () => {
  it.each([
    ['2026', 'year'],
    ['2026-10', 'month'],
    ['2026-W42', 'week'],
    ['2026-10-12', 'day'],
    ['2026-02-30', null],
    ['soon', null],
  ])('%s is a %s', (key, length) => expect(lengthOf(key)).toBe(length));

  it.each([
    ['2026-10-12', 'week', '2026-W42'],
    ['2027-01-01', 'week', '2026-W53'],
    ['2026-10-12', 'month', '2026-10'],
    ['2026-10-12', 'year', '2026'],
  ] as const)('%s lies in the %s %s', (day, length, key) => {
    expect(periodOf(day, length)).toBe(key);
    const span = spanOf(key);
    expect(span !== null && span.from <= day && day <= span.to, 'and its span holds it').toBe(true);
  });

  it.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-W53', 1, '2027-W01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026', -1, '2025'],
  ])('%s moved by %i is %s', (key, by, next) => expect(stepPeriod(key, by)).toBe(next));

  it('has no twin a year before where there is none', () => {
    expect(yearBefore('2026-10')).toBe('2025-10');
    expect(yearBefore('2028-02-29')).toBeNull();
    expect(yearBefore('2026-W53')).toBeNull();
  });
});
