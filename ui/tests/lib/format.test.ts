import { describe, expect, it } from 'vitest';
import { amount, amounts, bytes, dayNear, dayShort, daysBetween, digits, instant, isNegative, isZero, period, permille, range, setClock } from '../../src/lib/format';
import { setLocale } from '../../src/lib/i18n.svelte';

describe('amounts', () => {
  const cases: [string, string, string, string][] = [
    ['1697.90', 'EUR', '1,697.90\u00a0EUR', '1\u202f697,90\u00a0EUR'],
    ['-0.53', 'USD', '\u22120.53\u00a0USD', '\u22120,53\u00a0USD'],
    ['4580', 'diamond', '4,580\u00a0dia', '4\u202f580\u00a0dia'],
    ['0.00', 'EUR', '0.00\u00a0EUR', '0,00\u00a0EUR'],
    ['0.004512', 'USD', '0.004512\u00a0USD', '0,004512\u00a0USD'],
  ];
  it.each(cases)('%s %s is grouped and punctuated, never rounded', (value, unit, en, fr) => {
    expect(amount({ amount: value, unit })).toBe(en);
    setLocale('fr');
    expect(amount({ amount: value, unit })).toBe(fr);
  });

  it('keeps every digit of a figure no float can hold', () => {
    expect(digits('9007199254740993.000001'), 'a float would end in …992').toBe('9,007,199,254,740,993.000001');
  });

  it('puts a plus only on changes, and none on zero', () => {
    expect(digits('134.17', true)).toBe('+134.17');
    expect(digits('134.17')).toBe('134.17');
    expect(digits('0.00', true)).toBe('0.00');
  });

  it('says unknown for what is not known', () => {
    expect(amount(null)).toBe('unknown');
    setLocale('fr');
    expect(amount(null)).toBe('inconnu');
  });

  it('lists unlike units side by side', () => {
    expect(amounts([{ amount: '1.00', unit: 'EUR' }, { amount: '2', unit: 'diamond' }])).toBe('1.00\u00a0EUR and 2\u00a0dia');
  });

  it.each([
    ['0.00', true, false],
    ['-0.00', true, false],
    ['-0.01', false, true],
    ['10', false, false],
  ])('%s: zero %s, negative %s', (value, zero, negative) => {
    expect(isZero({ amount: value, unit: 'EUR' })).toBe(zero);
    expect(isNegative({ amount: value, unit: 'EUR' })).toBe(negative);
  });

  it('writes tenths of a percent with the language’s own mark', () => {
    expect(permille(225, true)).toBe('+22.5\u202f%');
    setLocale('fr');
    expect(permille(-8)).toBe('\u22120,8\u202f%');
  });
});

describe('days and instants', () => {
  it('writes days short, with the year only when it is another', () => {
    expect(dayShort('2026-10-22')).toBe('22 Oct');
    expect(dayShort('2025-02-04')).toBe('4 Feb 2025');
  });

  it('says the month of a span once', () => {
    expect(range('2026-10-01', '2026-10-22', 'long')).toBe('1–22 October');
    expect(range('2026-10-22', '2026-10-22')).toBe('22 Oct');
    setLocale('fr');
    expect(range('2026-10-01', '2026-10-22', 'long')).toBe('1–22 octobre');
  });

  it('names near days by weekday within the month', () => {
    expect(dayNear('2026-10-23')).toBe('Fri 23');
    expect(dayNear('2026-11-08')).toBe('8 Nov');
  });

  it.each([
    ['2026-10', 'Oct 26'],
    ['2026', '2026'],
    ['2026-10-12', '12 Oct'],
    ['2026-W03', 'W3 2026'],
  ])('period %s', (key, en) => expect(period(key)).toBe(en));

  it('shows an instant in the zone of the settings, not of the machine', () => {
    expect(instant('2026-10-22T05:42:00Z')).toBe('22 Oct 07:42');
    setClock('America/Los_Angeles', '2026-10-21');
    expect(instant('2026-10-22T05:42:00Z')).toBe('21 Oct 22:42');
  });

  it('counts days across the change of the clocks', () => expect(daysBetween('2026-10-14', '2026-10-22')).toBe(8));
  it('writes sizes', () => expect(bytes(43_200_512)).toBe('43.2 MB'));
});
