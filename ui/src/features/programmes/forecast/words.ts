// How an outlook reads. Days, bands and reasons come from the core; nothing is worked out here.
import type { Forecast } from '../../../bindings/Forecast';
import type { ForecastChart } from '../../../bindings/ForecastChart';
import type { ForecastRow } from '../../../bindings/ForecastRow';
import { dayShort, digits, period } from '../../../lib/format';
import { hasKey, t, word } from '../../../lib/i18n.svelte';
import { metricName } from '../view';

/** An outlook in a line: `likely 28 Oct, between 26 Oct and 4 Nov`. `leastDays` fills the reason of a short history. */
export function outlookWords(forecast: Forecast, leastDays = 28): string {
  const { kind, day, earliest, latest, seen_until: until, why } = forecast;
  if ((kind === 'on' || kind === 'falls_below') && day !== null) {
    if (earliest === null || (earliest === day && latest === day)) return t(`forecast.${kind}`, { day: dayShort(day) });
    if (latest === null) return t(`forecast.${kind}.open`, { day: dayShort(day), earliest: dayShort(earliest) });
    return t(`forecast.${kind}.band`, { day: dayShort(day), earliest: dayShort(earliest), latest: dayShort(latest) });
  }
  if (kind === 'not_at_this_pace') {
    if (earliest !== null) return t('forecast.not_at_this_pace.best', { best: dayShort(earliest) });
    return until === null ? t('forecast.not_at_this_pace') : t('forecast.not_at_this_pace.until', { day: dayShort(until) });
  }
  if (kind === 'unknown' && why !== null && hasKey(`forecast.why.${why}`)) return word('forecast.why.', why, { days: leastDays });
  return word('forecast.', kind);
}

/** The same in two or three words for a card: the day, `not at this pace`, nothing for what has no date. */
export function outlookShort(forecast: Forecast | null | undefined): string | null {
  if (forecast === null || forecast === undefined) return null;
  if ((forecast.kind === 'on' || forecast.kind === 'falls_below') && forecast.day !== null)
    return t(`forecast.${forecast.kind}`, { day: dayShort(forecast.day) });
  return forecast.kind === 'not_at_this_pace' ? t('forecast.not_at_this_pace') : null;
}

/** Whether an outlook has anything to say beside a requirement. */
export function speaks(forecast: Forecast | null | undefined): forecast is Forecast {
  return forecast !== null && forecast !== undefined && forecast.kind !== 'met' && forecast.kind !== 'not_by_time';
}

/** What the chart shows. */
export function chartTitle(chart: ForecastChart): string {
  const metric = metricName(chart.metric);
  if (chart.sum === 'month') return t('forecast.title.month', { metric, month: period(chart.end.day.slice(0, 7), 'long') });
  if (chart.sum === 'window') return t('forecast.title.window', { metric, days: chart.window_days ?? 0 });
  return t('forecast.title.level', { metric });
}

/** A month that is not made says so instead of naming a day in another month. */
export function chartOutlook(chart: ForecastChart, leastDays: number): string {
  const { kind, day } = chart.forecast;
  const month = chart.end.day.slice(0, 7);
  const missed = kind === 'not_at_this_pace' || (kind === 'on' && day !== null && day.slice(0, 7) > month);
  if (chart.sum !== 'month' || !missed) return outlookWords(chart.forecast, leastDays);
  const not = t('forecast.not_in', { month: period(month, 'long') });
  return kind === 'on' ? `${not}, ${outlookWords(chart.forecast, leastDays)}` : not;
}

/** The last day drawn in a sentence; empty when the past reaches to the end. */
export function endSentence({ end }: ForecastChart): string {
  if (end.likely === null || end.low === null || end.high === null) return '';
  return t('forecast.sentence', { likely: digits(end.likely), day: dayShort(end.day), low: digits(end.low), high: digits(end.high) });
}

/** The chart in one sentence, for who does not see it. */
export function chartLabel(chart: ForecastChart, leastDays: number): string {
  const text = (value: string | null): string => (value === null ? t('common.unknown') : digits(value));
  return t('forecast.sentence.label', {
    title: chartTitle(chart),
    value: text(chart.value),
    known: dayShort(chart.known_on),
    likely: text(chart.end.likely),
    day: dayShort(chart.end.day),
    low: text(chart.end.low),
    high: text(chart.end.high),
    threshold: text(chart.threshold),
    outlook: chartOutlook(chart, leastDays),
  });
}

/** A day's value, or its likely value with the band. */
export function valueOf(row: ForecastRow): string {
  if (row.value !== null) return digits(row.value);
  if (row.likely === null || row.low === null || row.high === null) return t('common.unknown');
  return `${digits(row.likely)} (${digits(row.low)} – ${digits(row.high)})`;
}
