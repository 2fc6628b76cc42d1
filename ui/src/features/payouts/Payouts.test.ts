import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { matches, payout as detail } from '../../../tests/figures';
import { app, listen } from '../../lib/app.svelte';
import { route } from '../../lib/router.svelte';
import { bar } from './view';
import Payouts from './Payouts.svelte';

const keyLike = /\b(?:payouts|common|streams|platforms)\.[a-z_]+/u;

describe('Payouts', () => {
  it('lists groups with counts and says how late a late one is', async () => {
    const { body, text } = await draw(Payouts, '#/payouts/71');
    expect([...body.querySelectorAll('.gh')].map((group) => group.textContent.trim())).toEqual(['Late1', 'Expected3', 'On the way1', 'Paid42', 'Failed1']);
    expect(text()).toContain('8 days late');
  });

  it('opens one into its X-ray and marks what nothing accounts for', async () => {
    const { body, text } = await draw(Payouts, '#/payouts/71');
    const rows = [...body.querySelectorAll('.xr tbody tr')];
    expect(body.querySelectorAll('.xr button.link').length, 'lines open to their rows').toBeGreaterThan(2);
    expect(rows).toHaveLength(detail.lines.length);
    expect(body.querySelector('.unx')?.textContent).toContain('−0.42');
    expect(text()).toContain('0.42 EUR unexplained');
    [...body.querySelectorAll<HTMLButtonElement>('.xr button.link')][1]?.click();
    await settled();
    expect(body.querySelector('.xr .open li'), 'a line opens to its rows').not.toBeNull();
    expect(body.querySelector('a[href="#/earnings?payout=71&stream=shop_sale"]'), 'and leads to Earnings').not.toBeNull();
  });

  it('leaves the line plain when nothing is unexplained', async () => {
    const { body, text } = await draw(Payouts, '#/payouts/70', {}, (host) =>
      host.answer('payout', () => ({
        ...detail,
        payout: { ...detail.payout, unexplained: { amount: '0.00', unit: 'EUR' } },
        lines: detail.lines.map((line) => (line.kind === 'unexplained' ? { ...line, amount: { amount: '0.00', unit: 'EUR' } } : line)),
      })),
    );
    expect(body.querySelector('.unx')).toBeNull();
    expect(text()).toContain('nothing left over');
  });

  it('says so when the platform does not itemise', async () => {
    const { text } = await draw(Payouts, '#/payouts/67', {}, (host) =>
      host.answer('payout', () => ({
        ...detail,
        itemised: false,
        payout: { ...detail.payout, platform: 'youtube', unexplained: null, entries: 0, basis: null, score: null },
        lines: detail.lines.filter((line) => line.kind === 'paid'),
      })),
    );
    expect(text()).toContain('YouTube does not say which entries this payout pays.');
  });

  it('opens an expected payout that has no id', async () => {
    const { text, host } = await draw(Payouts, '#/payouts/expected-0');
    expect(text()).toContain('gets its rows once YouTube announces it');
    expect(host.calls.some((call) => call.name === 'payout'), 'there is nothing to ask for').toBe(false);
  });

  it('walks the list by keyboard', async () => {
    const { press } = await draw(Payouts, '#/payouts/71');
    await press('j');
    expect(route().id).toBe('70');
    await press('k');
    expect(route().id).toBe('71');
    await press('Escape');
    expect(route().id).toBeNull();
  });

  it('loads older payouts once, and stops at the end', async () => {
    const { body, host } = await draw(Payouts, '#/payouts', {}, (fixtures) => {
      const old = { ...detail.payout, id: 3 };
      const first = { groups: [{ kind: 'paid', count: 2, payouts: [detail.payout] }], next: 'older' };
      fixtures.answer('payouts', ({ after }) => (after === null ? first : { groups: [{ kind: 'paid', count: 2, payouts: [detail.payout, old] }], next: null }));
    });
    body.querySelector<HTMLButtonElement>('.older button')?.click();
    await settled();
    expect(host.calls.filter((call) => call.name === 'payouts').at(-1)?.args).toEqual({ after: 'older' });
    expect(body.querySelectorAll('.pl'), 'a row that came twice stands once').toHaveLength(2);
    expect(body.querySelector('.older')).toBeNull();
  });

  it('shows the exact bytes with O', async () => {
    const { text, press } = await draw(Payouts, '#/payouts/71');
    await press('o');
    expect(text()).toContain('The stored bytes still have this hash.');
  });

  it.each([
    ['empty', 'No payouts yet'],
    ['offline', 'No network.'],
  ] as const)('has a state %s', async (variant, words) => {
    const { text } = await draw(Payouts, '#/payouts', { variant });
    expect(text()).toContain(words);
  });

  it('words an error, and draws a skeleton while it reads', async () => {
    const broken = await draw(Payouts, '#/payouts', { variant: 'error' });
    expect(broken.body.querySelector('[role="alert"]')).not.toBeNull();
    const slow = await draw(Payouts, '#/payouts', {}, (host) => host.answer('payouts', () => new Promise(() => undefined)));
    expect(slow.body.querySelector('[aria-busy="true"]')).not.toBeNull();
  });

  it('draws the snapshots of the core', async () => {
    const { body, text } = await draw(Payouts, '#/payouts', { variant: 'normal' });
    expect(body.querySelector('[role="alert"]')).toBeNull();
    expect(body.querySelectorAll('.pl').length).toBeGreaterThan(0);
    expect(text()).not.toMatch(keyLike);
  });

  it('is French', async () => {
    const { text } = await draw(Payouts, '#/payouts/71', { locale: 'fr' });
    expect(text()).toContain('8 jours de retard');
    expect(text()).toContain('0,42 EUR inexpliqué');
    expect(text()).not.toMatch(keyLike);
  });
});

describe('the match queue', () => {
  it('says why, and accepts the first row with M, with a way back', async () => {
    const { host, text, press } = await draw(Payouts, '#/payouts/match');
    expect(text()).toContain('4 need a look, 12 matched');
    expect(text()).toContain('same amount, on the day, names the platform');
    expect(text()).toContain('nothing landed');
    await press('m');
    expect(host.calls.find((call) => call.name === 'accept_match')?.args).toEqual({ parts: matches.rows[0]?.parts });
    await press('n');
    await press('x');
    expect(host.calls.find((call) => call.name === 'refuse_match')?.args, 'the second row is refused').toEqual({ parts: matches.rows[1]?.parts });
  });

  it('takes a decision back', async () => {
    const { host, body } = await draw(Payouts, '#/payouts/match');
    const undo = [...body.querySelectorAll<HTMLButtonElement>('button')].find((button) => button.textContent.includes('Take back'));
    undo?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'undo_match')?.args).toEqual({ decision: 3 });
  });

  it('leaves accepted months alone', async () => {
    const rows = matches.rows.map((row) => ({ ...row, payouts: row.payouts.map((payout) => ({ ...payout, locked: true })) }));
    const { text } = await draw(Payouts, '#/payouts/match', {}, (host) => host.answer('match_queue', () => ({ ...matches, rows, sure: 0 })));
    expect(text()).toContain('month accepted');
    expect(text()).not.toContain('Confirm');
  });

  it('teaches what a bank statement brings', async () => {
    const empty = { ...matches, open: 0, covered: null, rows: [], decided: [] };
    const { text } = await draw(Payouts, '#/payouts/match', {}, (host) => host.answer('match_queue', () => empty));
    expect(text()).toContain('No bank line is known yet.');
  });

  it('counts while it matches, stops when asked, and starts again', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    let refuse: (why: unknown) => void = () => undefined;
    const { host, body, text } = await draw(Payouts, '#/payouts/match', {}, (fixture) =>
      fixture.answer('match_queue', () => new Promise((_, reject) => (refuse = reject))),
    );
    onTestFinished(listen());
    const running = { task: 'matching', run: null, state: 'running', done: 120, about: 1095, parts: [], started_at: '2026-10-22T08:00:00Z', error: null };
    host.emit('progress', running);
    await settled();
    expect(text(), 'short work shows no bar').not.toContain('120 of 1,095');
    vi.advanceTimersByTime(400);
    await settled();
    expect(text()).toContain('Matching bank lines: 120 of 1,095 payouts');
    expect(body.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('120');
    const button = (label: string) => [...body.querySelectorAll<HTMLButtonElement>('button')].find((known) => known.textContent.includes(label));
    button('Cancel')?.click();
    await settled();
    expect(host.calls.some((call) => call.name === 'cancel_match'), 'the core is asked to stop').toBe(true);
    refuse({ code: 'canceled', message: 'canceled', details: {} });
    await settled();
    expect(text()).toContain('Matching was stopped. Nothing was decided.');
    expect(app.busy, 'matching is no task that others wait for').toBe(false);
    host.answer('match_queue', () => ({ ...matches, decided: [] }));
    button('Match again')?.click();
    await settled();
    expect(text()).toContain('4 need a look, 12 matched');
  });
});

describe('the calendar and the months', () => {
  const eur = (amount: string) => ({ amount, unit: 'EUR' });
  it('states band and how often it holds, and marks what is late', async () => {
    const expected = {
      account_id: 2,
      platform: 'stripe' as const,
      account: 'Camille shop',
      owed: eur('120.00'),
      entries: 4,
      amount: eur('180.00'),
      low: eur('150.00'),
      high: eur('230.00'),
      amount_percent: 84,
      day: '2026-10-15',
      earliest: '2026-10-14',
      latest: '2026-10-16',
      day_percent: 84,
      basis: 'history',
      monthly: false,
      minimum: null,
      late_days: 6,
    };
    const { text } = await draw(Payouts, '#/payouts/calendar', {}, (host) => host.answer('payout_calendar', () => [expected]));
    expect(text()).toContain('6 days late');
    expect(text()).toContain('150.00 EUR to 230.00 EUR holds 84 of 100 times');
  });

  it('shows an accepted month beside what it is now, and opens it only with a reason', async () => {
    const month = {
      account_id: 2,
      platform: 'stripe' as const,
      account: 'Camille shop',
      month: '2026-09-01',
      payouts: 4,
      matched: 4,
      explained: 4,
      locked_at: '2026-10-01T08:00:00Z',
      changed: true,
      accepted: [{ earned: eur('900.00'), reversed: eur('0.00'), payouts: eur('880.00') }],
      now: [{ earned: eur('890.00'), reversed: eur('10.00'), payouts: eur('880.10') }],
      reopened_at: null,
      reason: null,
    };
    const { body, text, host } = await draw(Payouts, '#/payouts/months', {}, (fixtures) => {
      fixtures.answer('payout_periods', () => [month]);
      fixtures.answer('reopen_period', () => [{ ...month, locked_at: null }]);
    });
    expect(text()).toContain('changed since');
    expect(text()).toContain('now 880.10 EUR');
    const named = (words: string) => [...body.querySelectorAll<HTMLButtonElement>('button')].filter((button) => button.textContent.trim() === words);
    named('Open again')[0]?.click();
    await settled();
    const yes = named('Open again').at(-1);
    expect(yes?.disabled, 'a reason is asked for').toBe(true);
    const field = body.querySelector('input');
    if (field !== null) {
      field.value = 'a late refund';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await settled();
    named('Open again').at(-1)?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'reopen_period')?.args).toEqual({ account: 2, month: '2026-09-01', reason: 'a late refund' });
  });
});

describe('a waterfall bar', () => {
  const line = { kind: 'fee', stream: null, count: null, amount: null, foreign: [], at_reference: null, filter: null, rows: null };
  it.each([
    [0, 1000, { x: 0, width: 176 }],
    [1000, 500, { x: 88, width: 88 }],
    [930, 928, { x: 163.328, width: 2 }],
    [1000, 1000, { x: 174, width: 2 }],
  ])('from %i to %i stays in its box and can be seen', (from, to, box) => {
    const drawn = bar({ ...line, from_permille: from, to_permille: to }, 176);
    expect(drawn.x).toBeCloseTo(box.x);
    expect(drawn.width).toBeCloseTo(box.width);
  });
});
