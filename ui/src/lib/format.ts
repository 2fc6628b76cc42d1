/**
 * Figures, days and instants as text. Nothing is computed here: an amount is a decimal string and stays one, `Intl` only
 * groups and punctuates it. Days are civil days without a zone; instants are shown in the zone of the settings.
 */
import type { Amount } from '../bindings/Amount';
import { intlTag, hasKey, integer, t } from './i18n.svelte';

const MINUS = '\u2212';
const GAP = '\u00a0';

let shownZone = 'UTC';
let shownToday = '1970-01-01';

/** Sets the zone instants are shown in, and the day it is there. */
export function setClock(zone: string, today: string): void {
  shownZone = zone;
  shownToday = today;
}

/** The day it is. */
export function today(): string {
  return shownToday;
}

// ---------------------------------------------------------------- amounts

/** The short name of a unit as it stands behind a number: `EUR`, `dia`. */
export function unitLabel(unit: string): string {
  const key = `units.${unit}`;
  return hasKey(key) ? t(key) : unit;
}

/** The name of a unit in a sentence: `diamonds`, `EUR`. */
export function unitName(unit: string): string {
  const key = `units.name_${unit}`;
  return hasKey(key) ? t(key) : unit;
}

/** Digits of an amount in the creator's language, exactly as many as the text holds. `sign` puts a plus on changes. */
export function digits(decimal: string, sign = false): string {
  const places = decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
  const text = new Intl.NumberFormat(intlTag(), {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    signDisplay: sign ? 'exceptZero' : 'negative',
  }).format(decimal as Intl.StringNumericLiteral);
  return text.replace('-', MINUS);
}

/** An amount inside a sentence: `1,697.90 EUR`, or the word for unknown. */
export function amount(value: Amount | null, sign = false): string {
  if (value === null) return t('common.unknown');
  return `${digits(value.amount, sign)}${GAP}${unitLabel(value.unit)}`;
}

/** Amounts of unlike units side by side: they are never added. */
export function amounts(values: readonly Amount[]): string {
  return new Intl.ListFormat(intlTag(), { type: 'conjunction' }).format(values.map((value) => amount(value)));
}

/** Whether an amount is zero. Looks at digits and never at a float. */
export function isZero(value: Amount): boolean {
  return !/[1-9]/u.test(value.amount);
}

/** Whether an amount goes out. */
export function isNegative(value: Amount): boolean {
  return value.amount.startsWith('-') && !isZero(value);
}

/** Tenths of a percent: 225 is `22.5 %`. */
export function permille(value: number, sign = false): string {
  const text = new Intl.NumberFormat(intlTag(), { maximumFractionDigits: 1, signDisplay: sign ? 'exceptZero' : 'negative' })
    .format(value / 10)
    .replace('-', MINUS);
  return `${text}\u202f%`;
}

/** Hundredths of a percent: 1250 is `12.5 %`. */
export function basisPoints(value: number): string {
  return `${new Intl.NumberFormat(intlTag(), { maximumFractionDigits: 2 }).format(value / 100)}\u202f%`;
}

/** A size: `41.2 MB`. */
export function bytes(size: number): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  let step = 0;
  let value = size;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(intlTag(), {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value);
}

export { integer };

// ---------------------------------------------------------------- days

type DayStyle = Intl.DateTimeFormatOptions;

function civil(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function dated(style: DayStyle): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(intlTag(), { ...style, timeZone: 'UTC' });
}

/** British English writes a comma after the weekday; the design does not. */
function plain(text: string): string {
  return text.replace(/^(\p{L}+\.?), /u, '$1 ');
}

/** `Thursday 22 October 2026`. */
export function dayLong(day: string): string {
  return plain(dated({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(civil(day)));
}

/** `22 October 2026`. */
export function day(value: string): string {
  return dated({ day: 'numeric', month: 'long', year: 'numeric' }).format(civil(value));
}

/** `22 Oct`, with the year when it is not this one. */
export function dayShort(value: string): string {
  const style: DayStyle = { day: 'numeric', month: 'short' };
  if (value.slice(0, 4) !== shownToday.slice(0, 4)) style.year = 'numeric';
  return dated(style).format(civil(value));
}

/** `Fri 23 Oct`. */
export function dayWeek(value: string): string {
  return plain(dated({ weekday: 'short', day: 'numeric', month: 'short' }).format(civil(value)));
}

/** A near day in a narrow column: `Fri 23` within this month, `8 Nov` otherwise. */
export function dayNear(value: string): string {
  if (value.slice(0, 7) !== shownToday.slice(0, 7)) return dayShort(value);
  return plain(dated({ weekday: 'short', day: 'numeric' }).format(civil(value))).replace(/^(\d+) (\p{L}+\.?)$/u, '$2 $1');
}

/** Two days as a span: `1–22 October`. */
export function range(from: string, to: string, style: 'long' | 'short' = 'short'): string {
  const options: DayStyle = { day: 'numeric', month: style };
  if (from.slice(0, 4) !== to.slice(0, 4) || to.slice(0, 4) !== shownToday.slice(0, 4)) options.year = 'numeric';
  if (from === to) return dated(options).format(civil(from));
  return dated(options).formatRange(civil(from), civil(to)).replace(/\s?–\s?(?=\d{1,2}\s\p{L}+\.?$)/u, (dash) => (from.slice(0, 7) === to.slice(0, 7) ? '–' : dash));
}

/** The name of a period: `2026-10` → `Oct 26`, `2026-W43` → `W43 2026`, `2026-10-12` → `12 Oct`, `2026` → `2026`. */
export function period(key: string, style: 'long' | 'short' = 'short'): string {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(key)) return style === 'long' ? day(key) : dayShort(key);
  if (/^\d{4}-\d{2}$/u.test(key)) {
    const options: DayStyle = style === 'long' ? { month: 'long', year: 'numeric' } : { month: 'short', year: '2-digit' };
    return dated(options).format(civil(`${key}-15`));
  }
  const week = /^(\d{4})-W(\d{2})$/u.exec(key);
  if (week !== null) return t('common.week', { week: String(Number(week[2])), year: week[1] ?? '' });
  return key;
}

/** Whole days from one day to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((civil(to).getTime() - civil(from).getTime()) / 86_400_000);
}

/** `today`, `yesterday`, `3 days ago`, `in 2 days`. */
export function relativeDay(value: string): string {
  return new Intl.RelativeTimeFormat(intlTag(), { numeric: 'auto' }).format(daysBetween(shownToday, value), 'day');
}

// ---------------------------------------------------------------- instants

function clock(style: DayStyle): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(intlTag(), { ...style, timeZone: shownZone, hourCycle: 'h23' });
}

/** The civil day of an instant in the shown zone. */
export function dayOf(instant: string): string {
  // By parts: the order in which a locale writes them differs from one engine to the next.
  const format = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: shownZone });
  const parts = format.formatToParts(new Date(instant));
  const part = (type: 'year' | 'month' | 'day'): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `07:42`. */
export function time(instant: string): string {
  return clock({ hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

/** `22 Oct 07:42`. */
export function instant(value: string): string {
  return `${dayShort(dayOf(value))} ${time(value)}`;
}

/** `Tuesday 20 Oct, 19:05`. */
export function instantLong(value: string): string {
  const date = plain(clock({ weekday: 'long', day: 'numeric', month: 'short' }).format(new Date(value)));
  return `${date}, ${time(value)}`;
}

/** `07:42` when it was today, `21 Oct 07:42` otherwise. */
export function instantNear(value: string): string {
  return dayOf(value) === shownToday ? time(value) : instant(value);
}

/** `21 s`, `1 min 4 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds === 0) return t('common.instant');
  if (seconds < 90) return t('common.seconds', { seconds });
  return t('common.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
