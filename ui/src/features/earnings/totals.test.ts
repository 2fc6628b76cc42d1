import { beforeEach, describe, expect, it, vi } from 'vitest';
import { entries as story } from '../../../tests/figures';
import type { EntryPage } from '../../bindings/EntryPage';
import type { EntryTotals } from '../../bindings/EntryTotals';
import { setHost } from '../../host';
import { fixtureHost, type FixtureHost } from '../../host/fixture';
import { Totals } from './totals.svelte';

const later: EntryPage = { ...story, totals: null, count: null, next: '2026-10-01:7' };
const sum = (count: number): EntryTotals => ({ totals: [{ net: { amount: '1.00', unit: 'EUR' }, count }], count, days: [] });

describe('the totals of a list', () => {
  let host: FixtureHost;
  beforeEach(() => {
    host = fixtureHost();
    setHost(host);
  });

  it('are those of the first page when it brings them', () => {
    const totals = new Totals();
    expect(totals.of(story, {})).toBeNull();
    expect(totals.sums?.count).toBe(story.count);
    expect(host.calls, 'nothing more is asked').toHaveLength(0);
  });

  it('are asked for when it does not, with nothing shown until they are whole', async () => {
    host.answer('entry_totals', () => sum(12));
    const totals = new Totals();
    totals.of(story, {});
    const asked = totals.of(later, { text: 'bowl' });
    expect(totals.sums, 'the sums of another question are gone').toBeNull();
    await asked;
    expect(totals.sums?.count).toBe(12);
    expect(host.calls.at(-1)).toEqual({ name: 'entry_totals', args: { filter: { text: 'bowl' } } });
  });

  it('of an older question are dropped, and so is its failure', async () => {
    const answers: ((failed: boolean) => void)[] = [];
    host.answer('entry_totals', () => new Promise((done, fail) => answers.push((failed) => (failed ? fail(new Error('canceled')) : done(sum(1))))));
    const totals = new Totals();
    const first = totals.of(later, { text: 'a' });
    const second = totals.of(later, { text: 'ab' });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[0]?.(true);
    await first;
    expect(totals.error).toBeNull();
    expect(totals.sums).toBeNull();
    answers[1]?.(false);
    await second;
    expect(totals.sums?.count).toBe(1);
  });

  it('that cannot be had say so', async () => {
    host.answer('entry_totals', () => Promise.reject(new Error('disk')));
    const totals = new Totals();
    await totals.of(later, { text: 'a' });
    expect(totals.error).toBeInstanceOf(Error);
  });
});
