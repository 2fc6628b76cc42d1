// What the chart of Earnings says in words, and which figures its legend shows.
import type { Amount } from '../../bindings/Amount';
import type { ChartBy } from '../../bindings/ChartBy';
import type { EarningsChart } from '../../bindings/EarningsChart';
import type { PeriodLength } from '../../bindings/PeriodLength';
import { amount, day, period } from '../../lib/format';
import { t, word } from '../../lib/i18n.svelte';
import { streamColour } from '../../lib/names';
import { spanOf } from './period';
import { streams } from './search';

/** A row of the legend: the name of a series, its swatch, its figures in the two periods read out. */
export interface LegendLine {
  key: string;
  name: string;
  /** Colour of the swatch as a CSS value. */
  colour: string;
  /** Strength of the swatch, 0 to 1: platforms and statuses are steps of one accent. */
  strength: number;
  hovered: Amount | null;
  chosen: Amount | null;
}

/** How strong the core draws the parts of a chart that has one accent only, bottom to top. */
const steps = [1, 0.82, 0.66, 0.52, 0.4, 0.3] as const;

/** The name of a series. */
export function seriesName(by: ChartBy, key: string): string {
  const prefix = { stream: 'streams.', platform: 'platforms.', status: 'statuses.' }[by];
  return word(prefix, key);
}

/** The legend for the hovered and the chosen period. Its order is the order of the stack. */
export function legend(chart: EarningsChart, by: ChartBy, hovered: string | null, chosen: string | null): LegendLine[] {
  const at = (key: string | null): number => (key === null ? -1 : chart.periods.indexOf(key));
  const [left, right] = [at(hovered), at(chosen)];
  return chart.rows.map((row, index) => {
    const stream = by === 'stream' ? streams.find((name) => name === row.key) : undefined;
    const fromBottom = chart.rows.length - 1 - index;
    return {
      key: row.key,
      name: seriesName(by, row.key),
      colour: stream === undefined ? 'var(--accent)' : streamColour(stream),
      strength: stream === undefined ? (steps[Math.min(fromBottom, steps.length - 1)] ?? 1) : 1,
      hovered: row.values[left] ?? null,
      chosen: row.values[right] ?? null,
    };
  });
}

/** A list of figures at a period. */
export function figureAt(chart: EarningsChart, figures: readonly (Amount | null)[] | null, key: string | null): Amount | null {
  return key === null ? null : (figures?.[chart.periods.indexOf(key)] ?? null);
}

/** One sentence about the chart, for people who do not see it: range, highest, last, change. */
export function sentence(chart: EarningsChart, length: PeriodLength): string {
  const { from, to, highest, last, change } = chart.chart.summary;
  if (from === null || to === null) return t('earnings.chart.none', { unit: chart.unit });
  const parts = [t(`earnings.chart.${length}`, { from: period(from, 'long'), to: period(to, 'long') })];
  const said = (key: 'highest' | 'last', point: typeof highest): void => {
    if (point !== null) parts.push(t(`earnings.chart.${key}`, { period: period(point.period, 'long'), amount: amount(point.value) }));
  };
  said('highest', highest);
  said('last', last);
  if (change !== null) parts.push(t('earnings.chart.change', { amount: amount(change, true) }));
  return parts.join(' ');
}

/** The span a filter narrows to, in words; `null` when it is open on a side. */
export function spanInWords(from: string | undefined, to: string | undefined): string | null {
  if (from === undefined || to === undefined) return null;
  for (const key of [from.slice(0, 4), from.slice(0, 7)]) {
    const span = spanOf(key);
    if (span !== null && span.from === from && span.to === to) return period(key, 'long');
  }
  return from === to ? day(from) : `${day(from)} – ${day(to)}`;
}
