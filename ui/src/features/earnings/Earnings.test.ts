import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { route } from '../../lib/router.svelte';
import { toasts } from '../../lib/toasts.svelte';
import Earnings from './Earnings.svelte';

const keyLike = /\b(?:earnings|common|units|streams|statuses|platforms)\.[a-z_]+/u;

describe('Earnings', () => {
  it('shows chart, legend, rows and one total for each unit', async () => {
    const { body, text, host } = await draw(Earnings, '#/earnings');
    const table = body.querySelector('[role="grid"]');
    expect(table?.getAttribute('aria-rowcount')).toBe('67');
    expect(body.querySelectorAll('tr[data-index]').length, 'only the rows in the window are drawn').toBeLessThan(60);
    expect(body.querySelector('.lt .total')?.textContent).toContain('1,697.90');
    expect(text()).toMatch(/66 entries.*USD ?and ?.*EUR ?and ?.*dia/u);
    const entries = host.calls.filter((call) => call.name === 'entries');
    expect(entries, 'one question for one filter').toHaveLength(1);
    expect(body.querySelector('[role="application"]')?.getAttribute('aria-label')).toMatch(/^Earned per month, .*Highest: /u);
  });

  it('narrows by a bar, by keyboard too, and the token says so', async () => {
    const { body, press, host } = await draw(Earnings, '#/earnings');
    body.querySelector<HTMLElement>('[role="application"]')?.focus();
    await press('End');
    await press('Enter');
    expect(route().query['q']).toBe('month:2026-10');
    expect(body.querySelector('.tok')?.textContent).toContain('month:2026-10');
    expect(host.calls.filter((call) => call.name === 'entries').at(-1)?.args).toMatchObject({
      filter: { from: '2026-10-01', to: '2026-10-31' },
    });
    await press('[');
    expect(route().query['q']).toBe('month:2026-09');
    await press('Escape');
    expect(route().query['q'], 'Escape clears the filter').toBeUndefined();
  });

  it('takes a link with the fields of a filter', async () => {
    const { body, host } = await draw(Earnings, '#/earnings?payout=71&stream=shop_sale');
    expect([...body.querySelectorAll('.tok')].map((token) => token.textContent.trim())).toEqual(['stream:shop_sale', 'payout:71']);
    expect(host.calls.find((call) => call.name === 'entries')?.args).toMatchObject({ filter: { payout: 71, stream: 'shop_sale' } });
  });

  it('says why a part of the search does not narrow', async () => {
    const { text } = await draw(Earnings, '#/earnings?q=stream:gold%20brand:x');
    expect(text()).toContain('stream:gold does not narrow. stream: takes shop_sale');
    expect(text()).toContain('brand:x does not narrow: there is no such operator.');
  });

  it('commits an operator with Enter and removes it with its cross', async () => {
    const { body } = await draw(Earnings, '#/earnings');
    const input = body.querySelector<HTMLInputElement>('.field input');
    if (input === null) throw new Error('no search field');
    input.value = 'status:paid mug';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    expect(route().query['q'], 'half an operator is no mistake yet').toBe('mug');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settled();
    expect(route().query['q']).toBe('status:paid mug');
    expect(input.value).toBe('mug');
    body.querySelector<HTMLButtonElement>('.tok button')?.click();
    await settled();
    expect(route().query['q']).toBe('mug');
  });

  it('walks the rows with J and K and opens one with Enter', async () => {
    const { body, press } = await draw(Earnings, '#/earnings');
    await press('j');
    await press('j');
    await press('k');
    expect((document.activeElement as HTMLElement | null)?.dataset['index']).toBe('1');
    await press('Enter');
    expect(route().id).toBe(body.querySelector('tr.sel') === null ? null : route().id);
    expect(body.querySelector('tr.sel')?.getAttribute('data-index')).toBe('1');
    await press('Escape');
    expect(route().id).toBeNull();
  });

  it('opens an entry: figures, unknown as a word, every version, payout, source', async () => {
    const { body, text, press } = await draw(Earnings, '#/earnings/8994');
    const pane = body.querySelector('.entry');
    expect(pane?.textContent).toMatch(/Fee\s*unknown/u);
    expect(pane?.querySelectorAll('.tl li')).toHaveLength(3);
    expect(pane?.querySelector('.tl')?.textContent).toContain('−0.53');
    expect(pane?.querySelector('a[href="#/payouts/75"]')).not.toBeNull();
    await press('o');
    expect(text(), 'the exact bytes').toContain('["2026-10-12",9.41');
    expect(text()).toContain('The stored bytes still have this hash.');
    await press('Escape');
    expect(body.querySelector('.entry'), 'Escape closes the source first').not.toBeNull();
  });

  it('writes a note and a tag, each with a way back', async () => {
    const { body, host, press } = await draw(Earnings, '#/earnings/8994');
    const note = body.querySelector('textarea');
    if (note === null) throw new Error('no note');
    note.value = 'ask about fees';
    note.dispatchEvent(new Event('input', { bubbles: true }));
    note.dispatchEvent(new Event('blur'));
    await settled();
    expect(host.calls.at(-1)).toMatchObject({ name: 'set_note', args: { entry: 8994, note: 'ask about fees' } });
    await toasts.undo();
    expect(host.calls.filter((call) => call.name === 'set_note').at(-1)?.args).toEqual({ entry: 8994, note: '' });
    await press('t');
    const tag = body.querySelector<HTMLInputElement>('.new input');
    if (tag === null) throw new Error('no tag field');
    tag.value = 'autumn';
    tag.dispatchEvent(new Event('input', { bubbles: true }));
    tag.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settled();
    expect(host.calls.filter((call) => call.name === 'set_tags').at(-1)?.args).toEqual({ entry: 8994, tags: ['autumn series', 'autumn'] });
  });

  it('shows the chart as a table', async () => {
    const { body } = await draw(Earnings, '#/earnings?twin=1');
    const rows = [...body.querySelectorAll('.fig tbody tr')];
    expect(rows).toHaveLength(12);
    expect(rows[0]?.textContent).toContain('1,697.90');
  });

  it('teaches when nothing is there', async () => {
    const { text } = await draw(Earnings, '#/earnings', { variant: 'empty' });
    expect(text()).toContain('No earnings yet');
    expect(text()).toContain('Connect a platform');
  });

  it('offers to clear a filter that fits nothing', async () => {
    const { text, body } = await draw(Earnings, '#/earnings?q=nothing', {}, (host) =>
      host.answer('entries', () => ({ entries: [], next: null, totals: [], count: 0 })),
    );
    expect(text()).toContain('No entry fits');
    expect(body.querySelector('.tb'), 'the chart stays').not.toBeNull();
  });

  it('draws a skeleton while it reads for the first time', async () => {
    const { body } = await draw(Earnings, '#/earnings', {}, (host) => host.answer('entries', () => new Promise(() => undefined)));
    expect(body.querySelector('[aria-busy="true"]')).not.toBeNull();
    expect(body.querySelector('[role="grid"]')).toBeNull();
  });

  it('words an error and keeps the totals away', async () => {
    const { body, text } = await draw(Earnings, '#/earnings', { variant: 'error' });
    expect(body.querySelector('[role="alert"]')).not.toBeNull();
    expect(text()).not.toMatch(/\d entries/u);
  });

  it('draws the snapshots of the core', async () => {
    const { body, text } = await draw(Earnings, '#/earnings', { variant: 'normal' });
    expect(body.querySelector('[role="alert"]')).toBeNull();
    expect(body.querySelectorAll('tr[data-index]').length).toBeGreaterThan(0);
    expect(text()).not.toMatch(keyLike);
  });

  it('stays readable offline', async () => {
    const { text } = await draw(Earnings, '#/earnings', { variant: 'offline' });
    expect(text()).toMatch(/66 entries/u);
    expect(text()).toContain('No network.');
  });

  it('is French from the first word', async () => {
    const { text } = await draw(Earnings, '#/earnings/8994', { locale: 'fr' });
    expect(text()).toContain('66 lignes');
    expect(text()).toContain('Impôt retenu');
    expect(text()).not.toMatch(keyLike);
  });
});
