import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { payout as detail } from '../../../tests/figures';
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
    expect(rows).toHaveLength(detail.lines.length);
    expect(body.querySelector('.unx')?.textContent).toContain('−0.42');
    expect(text()).toContain('0.42 EUR unexplained');
    expect(body.querySelector('a[href="#/earnings?payout=71&stream=shop_sale"]'), 'each stream opens its rows').not.toBeNull();
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
        payout: { ...detail.payout, platform: 'youtube', unexplained: null, entries: 0 },
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

describe('a waterfall bar', () => {
  const line = { kind: 'fee', stream: null, count: null, amount: null };
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
