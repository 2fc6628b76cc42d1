import { beforeEach, describe, expect, it } from 'vitest';
import { entries as story } from '../../../tests/figures';
import type { EntryPage } from '../../bindings/EntryPage';
import type { EntryRow } from '../../bindings/EntryRow';
import { setHost } from '../../host';
import { fixtureHost, type FixtureHost } from '../../host/fixture';
import { fetchOf, PAGE, seekByDays, seekOf } from './entries';
import { Pages } from './pages.svelte';

const DAYS = 3000;
const PER_DAY = 340;
const TOTAL = DAYS * PER_DAY;
const NEWEST = Date.UTC(2026, 9, 22);

const dayAt = (index: number): string => new Date(NEWEST - Math.floor(index / PER_DAY) * 86_400_000).toISOString().slice(0, 10);

/** A million rows, newest first, answered as the core does: a count on first pages only. */
function million(host: FixtureHost): void {
  const [like] = story.entries;
  if (like === undefined) throw new Error('the story has entries');
  host.answer('entries', ({ filter, after, limit }) => {
    const back = filter.to === undefined ? 0 : Math.max(0, Math.round((NEWEST - Date.parse(filter.to)) / 86_400_000));
    const base = Math.min(TOTAL, back * PER_DAY);
    const start = after === null ? base : Number(after);
    const length = Math.min(limit, TOTAL - start);
    const rows = Array.from({ length }, (_, place) => ({ ...like, id: start + place, day: dayAt(start + place) }));
    return { entries: rows, next: start + length < TOTAL ? String(start + length) : null, totals: null, count: after === null ? TOTAL - base : null };
  });
}

describe('a million entries', () => {
  let host: FixtureHost;
  beforeEach(() => {
    host = fixtureHost();
    million(host);
    setHost(host);
  });

  it.each([0, 199, 200, 5_000, 500_123, TOTAL - 30])('finds row %i without reading the rows between', async (index) => {
    const pages = new Pages<EntryRow, EntryPage>();
    await pages.ask(fetchOf({}), ({ entries: [first] }) => seekOf({}, TOTAL, first?.day ?? ''));
    await pages.want(index, index + 30);
    expect(pages.at(index)).toMatchObject({ id: index });
    expect(pages.at(index + 29)).toMatchObject({ id: index + 29 });
    const read = host.calls.reduce((sum, call) => sum + (call.args as { limit: number }).limit, 0);
    expect(read, 'rows that crossed the edge').toBeLessThan(PAGE * 12);
    expect(host.calls.length, 'questions').toBeLessThan(28);
  });
});

describe('a search with many rows', () => {
  it('finds a row far down by the days that came with the totals', async () => {
    const host = fixtureHost();
    million(host);
    setHost(host);
    const days = Array.from({ length: DAYS }, (_, day) => ({ day: dayAt(day * PER_DAY), count: PER_DAY }));
    const totals = Promise.resolve({ totals: [], count: TOTAL, days });
    const pages = new Pages<EntryRow, EntryPage>();
    await pages.ask(fetchOf({ text: 'bowl' }), () => seekByDays({ text: 'bowl' }, totals));
    await pages.want(500_123, 500_153);
    expect(pages.at(500_123)).toMatchObject({ id: 500_123 });
    expect(host.calls.length, 'the first page, the page of that day and at most one more').toBeLessThan(5);
  });
});
