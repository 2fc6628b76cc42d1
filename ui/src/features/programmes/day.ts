// Days as they are typed: in the order of the creator's language, or as ISO 8601. Both languages write the day first.

/** A day as it stands in the field: `22/11/2026`. */
export function typedDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return day === '' ? '' : `${date}/${month}/${year}`;
}

/** The day a text names, or `null`. Takes `22/11/2026`, `22.11.26`, `22 11 2026` and `2026-11-22`. */
export function readDay(text: string): string | null {
  const plain = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(plain);
  const own = /^(\d{1,2})[/.\s-]+(\d{1,2})[/.\s-]+(\d{4}|\d{2})$/u.exec(plain);
  const parts = iso !== null ? [iso[1], iso[2], iso[3]] : own !== null ? [own[3], own[2], own[1]] : null;
  if (parts === null) return null;
  const [year, month, date] = parts.map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const full = year < 100 ? 2000 + year : year;
  const made = new Date(Date.UTC(full, month - 1, date));
  // A day that no month has would roll over into the next one.
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== date) return null;
  return made.toISOString().slice(0, 10);
}

/** The day so many days or months later. */
export function shifted(day: string, by: { days?: number; months?: number }): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + (by.months ?? 0), 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const made = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last) + (by.days ?? 0)));
  return made.toISOString().slice(0, 10);
}
