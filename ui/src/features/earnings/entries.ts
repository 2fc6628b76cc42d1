// How the table asks for entries: pages of one filter, and a short way to a place deep in a long list. Rows stand newest
// first, and the first page of any filter tells how many rows it has; so the rows from a day back, taken from all rows,
// say at which index that day begins. A few such questions find the day in which a row stands.
import type { EntryFilter } from '../../bindings/EntryFilter';
import type { EntryPage } from '../../bindings/EntryPage';
import type { EntryRow } from '../../bindings/EntryRow';
import type { EntryTotals } from '../../bindings/EntryTotals';
import { host } from '../../host';
import type { Fetch, Seek } from './pages.svelte';

/** Rows asked for at once. */
export const PAGE = 200;

const DAY_MS = 86_400_000;
/** No creator was paid by a platform before this day. */
const EARLIEST = '2000-01-01';

/** Pages of a filter. */
export function fetchOf(filter: EntryFilter): Fetch<EntryRow, EntryPage> {
  return async (after) => {
    const page = await host().invoke('entries', { filter, after, limit: PAGE });
    return { rows: page.entries, next: page.next, head: page };
  };
}

const numberOf = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** The short way in a list whose days are known with their rows: the nearest beginning of a day at or before the row. */
export function seekByDays(filter: EntryFilter, totals: Promise<EntryTotals | null>): Seek<EntryRow, EntryPage> {
  return async (index) => {
    const known = await totals;
    let start = 0;
    for (const { day, count } of known?.days ?? []) {
      if (index < start + count) {
        const fetch = fetchOf({ ...filter, to: day });
        return { start, page: await fetch(null), fetch };
      }
      start += count;
    }
    return null;
  };
}

/** The short way in a list of `total` rows whose first stands on `newest`. */
export function seekOf(filter: EntryFilter, total: number, newest: string): Seek<EntryRow, EntryPage> {
  // Known after the first search: no row stands before this day.
  let oldest = filter.from ?? EARLIEST;

  /** How many rows stand above the first row of a day or of the days before it; `null` when the core does not count. */
  async function above(day: string): Promise<number | null> {
    const { count } = await host().invoke('entries', { filter: { ...filter, to: day }, after: null, limit: 1 });
    return count === null ? null : total - count;
  }

  return async (index) => {
    // The earliest day with no more rows above it than wanted: the nearest beginning at or before the row.
    let early = numberOf(oldest);
    let late = numberOf(newest);
    let best: { day: string; start: number } | null = null;
    while (early <= late) {
      const middle = Math.floor((early + late) / 2);
      const day = dayOf(middle);
      const start = await above(day);
      if (start === null) return null;
      if (start <= index) {
        best = { day, start };
        late = middle - 1;
      } else {
        early = middle + 1;
        if (start >= total && day > oldest) oldest = day;
      }
    }
    if (best === null) return null;
    const fetch = fetchOf({ ...filter, to: best.day });
    return { start: best.start, page: await fetch(null), fetch };
  };
}
