// Civil periods as the core writes them (`2026`, `2026-10`, `2026-W43`, `2026-10-12`) and the days they span.
// Days stay text; the arithmetic runs on UTC midnights, so no zone or daylight saving can move one.
import type { PeriodLength } from '../../bindings/PeriodLength';

/** First and last day of a period, both inclusive. */
export interface Span {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

function midnight(year: number, month: number, day: number): number | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.getTime() : null;
}

function text(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists. */
export function isDay(day: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return parts !== null && midnight(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null;
}

/** Which length a period key has, `null` when it is none. */
export function lengthOf(key: string): PeriodLength | null {
  if (/^\d{4}$/.test(key)) return 'year';
  if (/^\d{4}-W\d{2}$/.test(key)) return 'week';
  if (/^\d{4}-\d{2}$/.test(key)) return 'month';
  return isDay(key) ? 'day' : null;
}

function monday(year: number, week: number): number {
  // ISO 8601: week 1 is the one with 4 January in it.
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + (7 * (week - 1) - weekday) * DAY_MS;
}

/** First and last day of a period key, `null` when there is no such period. */
export function spanOf(key: string): Span | null {
  const year = Number(key.slice(0, 4));
  switch (lengthOf(key)) {
    case 'year':
      return { from: `${key}-01-01`, to: `${key}-12-31` };
    case 'month': {
      const month = Number(key.slice(5));
      const first = midnight(year, month, 1);
      return first === null ? null : { from: text(first), to: text(Date.UTC(year, month, 0)) };
    }
    case 'week': {
      const week = Number(key.slice(6));
      const first = monday(year, week);
      const exists = week >= 1 && first < monday(year + 1, 1);
      return exists ? { from: text(first), to: text(first + 6 * DAY_MS) } : null;
    }
    case 'day':
      return { from: key, to: key };
    case null:
      return null;
  }
}

/** The period of a length that holds a day. */
export function periodOf(day: string, length: PeriodLength): string {
  if (length === 'year') return day.slice(0, 4);
  if (length === 'month') return day.slice(0, 7);
  if (length === 'day') return day;
  const at = Date.parse(`${day}T00:00:00Z`);
  const thursday = at + (3 - ((new Date(at).getUTCDay() + 6) % 7)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - monday(year, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The period before or after a key by a number of periods, `null` when the key is none. */
export function stepPeriod(key: string, by: number): string | null {
  const length = lengthOf(key);
  const span = spanOf(key);
  if (length === null || span === null) return null;
  if (length === 'year') return String(Number(key) + by).padStart(4, '0');
  if (length === 'month') {
    const at = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5)) - 1 + by, 1));
    return at.toISOString().slice(0, 7);
  }
  const days = length === 'week' ? 7 * by : by;
  return periodOf(text(Date.parse(`${span.from}T00:00:00Z`) + days * DAY_MS), length);
}

/** The same period a year before. */
export function yearBefore(key: string): string | null {
  const length = lengthOf(key);
  if (length === null) return null;
  const year = String(Number(key.slice(0, 4)) - 1).padStart(4, '0');
  const same = year + key.slice(4);
  // 29 February and week 53 have no twin in most years.
  return spanOf(same) === null ? null : same;
}
