import { describe, expect, it } from 'vitest';
import { go, href, parse, route } from '../../src/lib/router.svelte';

describe('addresses', () => {
  it.each([
    ['#/today', { screen: 'today', id: null, query: {} }],
    ['', { screen: 'today', id: null, query: {} }],
    ['#/payouts/12', { screen: 'payouts', id: '12', query: {} }],
    ['#/programmes/tiktok.creator_next', { screen: 'programmes', id: 'tiktok.creator_next', query: {} }],
    ['#/earnings?stream=tip&q=a%20b', { screen: 'earnings', id: null, query: { stream: 'tip', q: 'a b' } }],
    ['#/nowhere/3', { screen: 'today', id: '3', query: {} }],
  ])('%s', (hash, expected) => expect(parse(hash)).toEqual(expected));

  it('writes what it reads, and leaves out what is empty', () => {
    expect(href('earnings', null, { q: 'month:2026-10 tip', by: '', chart: null })).toBe('#/earnings?q=month%3A2026-10+tip');
    expect(parse(href('inbox', 'a/b', { x: 'ü&=' }))).toEqual({ screen: 'inbox', id: 'a/b', query: { x: 'ü&=' } });
  });

  it('goes, and can be gone back from', () => {
    go('payouts', 7);
    expect(route()).toEqual({ screen: 'payouts', id: '7', query: {} });
    expect(window.location.hash).toBe('#/payouts/7');
  });
});
