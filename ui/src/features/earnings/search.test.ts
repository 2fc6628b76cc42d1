import { describe, expect, it } from 'vitest';
import { chosenPeriod, readSearch, searchOf, withToken } from './search';

describe('the text of the search field', () => {
  it.each([
    ['month:2026-10', { from: '2026-10-01', to: '2026-10-31' }, 'a month is its first to its last day'],
    ['month:2028-02', { from: '2028-02-01', to: '2028-02-29' }, 'a leap year has its day'],
    ['week:2026-W01', { from: '2025-12-29', to: '2026-01-04' }, 'an ISO week may start in the year before'],
    ['year:2026 stream:live-gift', { from: '2026-01-01', to: '2026-12-31', stream: 'live_gift' }, 'hyphens are fine'],
    ['platform:tiktok_shop', { platform: 'tiktok-shop' }, 'and so are underscores'],
    ['unit:eur status:PAID', { unit: 'EUR', status: 'paid' }, 'case does not matter'],
    ['account:1 payout:71', { account: 1, payout: 71 }, 'ids are numbers'],
    ['month:2026-10 from:2026-10-12', { from: '2026-10-12', to: '2026-10-31' }, 'spans narrow together'],
    ['order 1048', { text: 'order 1048' }, 'the rest is words'],
  ])('%s', (text, filter, why) => {
    expect(readSearch(text).filter, why).toEqual(filter);
  });

  it.each([
    ['stream:gold', 'value'],
    ['month:2026-13', 'value'],
    ['day:2026-02-30', 'value'],
    ['week:2026-W54', 'value'],
    ['account:0', 'value'],
    ['brand:x', 'operator'],
    ['unit:EUR unit:USD', 'twice'],
    ['from:2026-10-02 to:2026-10-01', 'order'],
  ])('%s is refused with a reason', (text, kind) => {
    expect(readSearch(text).problems.map((problem) => problem.kind)).toEqual([kind]);
  });

  it('puts a period in the place of another and keeps the rest', () => {
    expect(withToken('month:2026-09 stream:tip mug', 'month', '2026-10')).toBe('month:2026-10 stream:tip mug');
    expect(withToken('from:2026-01-01 stream:tip', 'week', '2026-W40')).toBe('week:2026-W40 stream:tip');
    expect(withToken('month:2026-10 mug', 'month', null)).toBe('mug');
    expect(withToken('oops:1 mug', 'month', '2026-10'), 'what cannot be read is not thrown away').toBe('month:2026-10 mug oops:1');
  });

  it('writes a filter that reads back as itself', () => {
    const filter = { from: '2026-10-01', to: '2026-10-31', stream: 'tip', payout: 71, text: 'mug' } as const;
    expect(searchOf(filter)).toBe('month:2026-10 stream:tip payout:71 mug');
    expect(readSearch(searchOf(filter)).filter).toEqual(filter);
    expect(chosenPeriod(readSearch(searchOf(filter)))).toBe('2026-10');
  });
});
