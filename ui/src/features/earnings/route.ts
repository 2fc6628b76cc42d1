// What the address says about Earnings. `q` is the search text; other screens may instead link with a filter's own
// fields (`stream=tip&from=2026-10-01`), which are turned into that text.
import type { ChartBy } from '../../bindings/ChartBy';
import type { EntryFilter } from '../../bindings/EntryFilter';
import type { PeriodLength } from '../../bindings/PeriodLength';
import type { QueryValues, Route } from '../../lib/router.svelte';
import { readSearch, searchOf } from './search';

/** The choices above the chart, and the filter below it. */
export interface View {
  by: ChartBy;
  length: PeriodLength;
  /** Unit drawn, `null` for the core's choice. */
  unit: string | null;
  compare: boolean;
  twin: boolean;
  text: string;
  /** Entry opened beside the table. */
  opened: number | null;
}

export const bys = ['stream', 'platform', 'status'] as const satisfies readonly ChartBy[];
export const lengths = ['day', 'week', 'month', 'year'] as const satisfies readonly PeriodLength[];

function searchIn(query: Route['query']): string {
  const { q } = query;
  if (q !== undefined) return q;
  const fields = ['from', 'to', 'stream', 'platform', 'status', 'account', 'unit', 'payout'] as const;
  const typed = fields.flatMap((key) => (query[key] === undefined ? [] : [`${key}:${query[key]}`]));
  const { filter, words } = readSearch([...typed, query['text'] ?? ''].join(' '));
  return searchOf({ ...filter, ...(words === '' ? {} : { text: words }) } satisfies EntryFilter);
}

/** Reads the address. */
export function viewOf({ id, query }: Route): View {
  return {
    by: bys.find((name) => name === query['by']) ?? 'stream',
    length: lengths.find((name) => name === query['per']) ?? 'month',
    unit: query['chart'] ?? null,
    compare: query['before'] === '1',
    twin: query['twin'] === '1',
    text: searchIn(query),
    opened: id !== null && /^\d+$/.test(id) ? Number(id) : null,
  };
}

/** The query of a view; what is usual is left out. */
export function queryOf(view: View): QueryValues {
  return {
    q: view.text,
    by: view.by === 'stream' ? null : view.by,
    per: view.length === 'month' ? null : view.length,
    chart: view.unit,
    before: view.compare ? 1 : null,
    twin: view.twin ? 1 : null,
  };
}
