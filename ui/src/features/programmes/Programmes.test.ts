import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { board, programme as detail } from '../../../tests/figures';
import { route } from '../../lib/router.svelte';
import { toasts } from '../../lib/toasts.svelte';
import Programmes from './Programmes.svelte';
import { columns, leaves } from './view';
import { boardQuery, queryOf, viewOf } from './route';

const keyLike = /\b(?:programmes|common|platforms)\.[a-z_]+/u;
const address = `#/programmes/${detail.card.programme}`;

describe('Programmes', () => {
  it('puts every card in one column and folds what says little', async () => {
    const { body } = await draw(Programmes, address);
    const all = columns(board, '');
    expect(all.flatMap((column) => column.cards)).toHaveLength(board.cards.length);
    const shown = all.filter((column) => column.state !== 'not_in_region' && column.state !== 'ended').flatMap((column) => column.cards);
    expect(body.querySelectorAll('a.bk')).toHaveLength(shown.length);
    const fold = body.querySelector<HTMLButtonElement>('button[aria-expanded="false"]:has(.m)');
    expect(fold?.textContent).toMatch(/Not in France/u);
    fold?.click();
    await settled();
    expect(body.querySelectorAll('a.bk').length).toBeGreaterThan(shown.length);
  });

  it('shows the tree with alternatives, bounds, evidence and the nearest branch', async () => {
    const { body, text } = await draw(Programmes, address);
    expect(body.querySelectorAll('.rq')).toHaveLength(leaves([...detail.requirements, ...detail.maintenance]).length);
    expect(text()).toContain('one route is enough');
    expect(text()).toMatch(/Route A\s*unmet\s*nearest/u);
    expect(text()).toMatch(/LIVE minutes\s*18 to 412\s*at least 30\s*file, 20 Oct/u);
    expect(text()).toContain('You may already qualify. 1 requirement cannot be told: LIVE minutes.');
  });

  it('judges a what-if through the query and says so', async () => {
    const { body, host, text } = await draw(Programmes, `${address}?region=FR`);
    [...body.querySelectorAll('button')].find((button) => button.textContent.trim() === 'What if')?.click();
    await settled();
    const followers = body.querySelector<HTMLInputElement>('form input');
    if (followers === null) throw new Error('no field');
    followers.value = '120,000';
    followers.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    body.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled();
    expect(host.calls.filter((call) => call.name === 'board').at(-1)?.args).toEqual({
      query: { region: 'FR', set: [{ metric: 'followers', value: '120000' }] },
    });
    expect(host.calls.filter((call) => call.name === 'programme').at(-1)?.args).toMatchObject({ query: { set: [{ metric: 'followers', value: '120000' }] } });
    expect(text()).toContain('Judged on figures you set: Followers 120,000.');
  });

  it('keeps the choices in the address', () => {
    const view = { platform: 'TikTok', region: 'US', on: '2024-01-01', known: '', set: [{ metric: 'video_views', value: '5' }] };
    const query = Object.fromEntries(Object.entries(queryOf(view)).map(([key, value]) => [key, String(value)]));
    expect(viewOf({ screen: 'programmes', id: null, query })).toEqual(view);
    expect(boardQuery(viewOf({ screen: 'programmes', id: null, query: { region: 'France', on: 'soon', set: 'x' } })), 'what cannot be read is no choice').toEqual({});
  });

  it('writes the creator’s own status, with a way back', async () => {
    const { body, host } = await draw(Programmes, address);
    [...body.querySelectorAll('button')].find((button) => button.textContent.includes('Your status'))?.click();
    await settled();
    [...body.querySelectorAll<HTMLButtonElement>('[role="menuitem"]')].find((item) => item.textContent.trim() === 'in')?.click();
    await settled();
    expect(host.calls.filter((call) => call.name === 'set_membership').at(-1)?.args).toEqual({ programme: detail.card.programme, state: 'in' });
    await toasts.undo();
    expect(host.calls.filter((call) => call.name === 'set_membership').at(-1)?.args).toEqual({ programme: detail.card.programme, state: null });
  });

  it('walks the cards with the arrows', async () => {
    const { body, press } = await draw(Programmes, address);
    const lists = body.querySelectorAll('.bd ul');
    lists[0]?.querySelector<HTMLElement>('a.bk')?.focus();
    await press('ArrowDown');
    expect(document.activeElement).toBe(lists[0]?.querySelectorAll('a.bk')[1]);
    await press('ArrowRight');
    expect(lists[1]?.contains(document.activeElement)).toBe(true);
  });

  it('filters by platform and closes with Escape', async () => {
    const { body, press } = await draw(Programmes, `${address}?platform=Twitch`);
    const names = new Set([...body.querySelectorAll('a.bk .plat')].map((tile) => tile.getAttribute('title')));
    expect([...names]).toEqual(['Twitch']);
    await press('Escape');
    expect(route().id).toBeNull();
    expect(route().query['platform'], 'the filter stays').toBe('Twitch');
  });

  it('says that nothing can be told while no account is connected', async () => {
    const { text } = await draw(Programmes, '#/programmes', { variant: 'empty' });
    expect(text()).toContain('account not connected');
  });

  it('words an error, waits with a skeleton, and stays readable offline', async () => {
    const broken = await draw(Programmes, address, { variant: 'error' });
    expect(broken.body.querySelector('[role="alert"]')).not.toBeNull();
    const slow = await draw(Programmes, address, {}, (host) => host.answer('board', () => new Promise(() => undefined)));
    expect(slow.body.querySelector('[aria-busy="true"]')).not.toBeNull();
    const offline = await draw(Programmes, address, { variant: 'offline' });
    expect(offline.text()).toContain('No network.');
    expect(offline.body.querySelector('.rq')).not.toBeNull();
  });

  it('draws the snapshots of the core', async () => {
    const { body, text } = await draw(Programmes, '#/programmes', { variant: 'normal' });
    expect(body.querySelector('[role="alert"]')).toBeNull();
    expect(body.querySelectorAll('a.bk').length).toBeGreaterThan(0);
    expect(text()).not.toMatch(keyLike);
  });

  it('is French, names of metrics too', async () => {
    const { text } = await draw(Programmes, address, { locale: 'fr' });
    expect(text()).toContain('Minutes de LIVE');
    expect(text()).toContain('une seule voie suffit');
    expect(text()).not.toMatch(keyLike);
  });
});
