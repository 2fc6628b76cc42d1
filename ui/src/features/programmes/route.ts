// What the address says about Programmes: whose, where, when, and the figures put in place of the measured ones.
import type { BoardQuery } from '../../bindings/BoardQuery';
import type { MetricOverride } from '../../bindings/MetricOverride';
import type { QueryValues, Route } from '../../lib/router.svelte';

/** The choices above the board. Empty means no choice. */
export interface View {
  platform: string;
  region: string;
  on: string;
  /** Judged by what was known at the end of this day; empty for now. */
  known: string;
  set: MetricOverride[];
}

/** Metrics a what-if may set. */
export const settable = ['followers', 'video_views'] as const;

/** Reads the address. What cannot be read is no choice. */
export function viewOf({ query }: Route): View {
  const set = (query['set'] ?? '').split(',').flatMap((pair) => {
    const found = /^([a-z_]+):(\d{1,15})$/u.exec(pair);
    return found === null ? [] : [{ metric: found[1] ?? '', value: found[2] ?? '' }];
  });
  const region = query['region'] ?? '';
  const on = query['on'] ?? '';
  const known = query['known'] ?? '';
  return {
    platform: query['platform'] ?? '',
    region: /^[A-Z]{2}$/u.test(region) ? region : '',
    on: /^\d{4}-\d{2}-\d{2}$/u.test(on) ? on : '',
    known: /^\d{4}-\d{2}-\d{2}$/u.test(known) ? known : '',
    set,
  };
}

/** The query part of an address. */
export function queryOf({ platform, region, on, known, set }: View): QueryValues {
  return { platform, region, on, known, set: set.map(({ metric, value }) => `${metric}:${value}`).join(',') };
}

/** What the core is asked. */
export function boardQuery({ region, on, known, set }: View): BoardQuery {
  return { ...(region === '' ? {} : { region }), ...(on === '' ? {} : { on }), ...(known === '' ? {} : { known_on: known }), ...(set.length === 0 ? {} : { set }) };
}
