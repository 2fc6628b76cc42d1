// What the address says about Programmes: whose, where, when, which country to compare with, and the figures put in place of
// the measured ones.
import type { BoardQuery } from '../../bindings/BoardQuery';
import type { MetricOverride } from '../../bindings/MetricOverride';
import type { QueryValues, Route } from '../../lib/router.svelte';

/** The choices above the board. Empty means no choice. */
export interface View {
  /** A platform's name in the registry, `connected`, `account:5`, or empty for all. */
  platform: string;
  region: string;
  on: string;
  /** Judged by what was known at the end of this day; empty for now. */
  known: string;
  /** The country a move is compared with; empty for the board. */
  compare: string;
  set: MetricOverride[];
}

/** Metrics a what-if always offers; the requirements of the opened programme come to them. */
export const settable = ['followers', 'video_views'] as const;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text);
const isRegion = (text: string): boolean => /^[A-Z]{2}$/u.test(text);

/** Reads the address. What cannot be read is no choice. */
export function viewOf({ query }: Route): View {
  const set = (query['set'] ?? '').split(',').flatMap((pair) => {
    const found = /^([a-z_]+):(\d{1,15})$/u.exec(pair);
    return found === null ? [] : [{ metric: found[1] ?? '', value: found[2] ?? '' }];
  });
  const region = query['region'] ?? '';
  const on = query['on'] ?? '';
  const known = query['known'] ?? '';
  const compare = query['compare'] ?? '';
  return {
    platform: query['platform'] ?? '',
    region: isRegion(region) ? region : '',
    on: isDay(on) ? on : '',
    known: isDay(known) ? known : '',
    compare: isRegion(compare) ? compare : '',
    set,
  };
}

/** The query part of an address. */
export function queryOf({ platform, region, on, known, compare, set }: View): QueryValues {
  return { platform, region, on, known, compare, set: set.map(({ metric, value }) => `${metric}:${value}`).join(',') };
}

/** The account a choice of platform names, or `null`. */
export function accountOf(platform: string): number | null {
  const found = /^account:(\d{1,15})$/u.exec(platform);
  return found === null ? null : Number(found[1]);
}

/** What the core is asked. */
export function boardQuery({ platform, region, on, known, set }: View): BoardQuery {
  const account = accountOf(platform);
  return { ...(account === null ? {} : { account }), ...(region === '' ? {} : { region }), ...(on === '' ? {} : { on }), ...(known === '' ? {} : { known_on: known }), ...(set.length === 0 ? {} : { set }) };
}

/** What holds without the what-if: as known on that day, nothing else. */
export function realQuery({ platform, known }: View): BoardQuery {
  const account = accountOf(platform);
  return { ...(account === null ? {} : { account }), ...(known === '' ? {} : { known_on: known }) };
}

/** Whether anything shown is not what is: another country, another day, other figures. */
export function hypothetical({ region, on, set }: View): boolean {
  return region !== '' || on !== '' || set.length > 0;
}

/** The same view with what is. */
export function back(view: View): View {
  return { ...view, region: '', on: '', set: [] };
}
