import { describe, expect, it } from 'vitest';
import { readDay, shifted, typedDay } from './day';

describe('days as they are typed', () => {
  it.each([
    ['22/11/2026', '2026-11-22', 'the day first'],
    ['1.2.26', '2026-02-01', 'points, two digits of the year'],
    ['22 11 2026', '2026-11-22', 'spaces'],
    ['2026-11-22', '2026-11-22', 'ISO'],
    ['29/02/2024', '2024-02-29', 'a leap day'],
    ['29/02/2026', null, 'no such day'],
    ['31/11/2026', null, 'November has thirty'],
    ['13/13/2026', null, 'no such month'],
    ['soon', null, 'no day'],
  ])('%s is %s: %s', (text, day, why) => {
    expect(readDay(text), why).toBe(day);
  });

  it('steps by days and months and keeps within the month', () => {
    expect(shifted('2026-01-31', { months: 1 })).toBe('2026-02-28');
    expect(shifted('2026-12-31', { days: 1 })).toBe('2027-01-01');
    expect(shifted('2024-03-31', { months: -1 })).toBe('2024-02-29');
    expect(typedDay('2026-11-22')).toBe('22/11/2026');
  });
});
