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
    const folded = ['not_in_region', 'ended', 'unknown'];
    const shown = all.filter((column) => !folded.includes(column.state)).flatMap((column) => column.cards);
    expect(body.querySelectorAll('a.bk')).toHaveLength(shown.length);
    const fold = body.querySelector<HTMLButtonElement>('.bd button[aria-expanded="false"]:has(.m)');
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

  it('judges a what-if at each key, says that it is none, and Escape brings back what is', async () => {
    const { body, host, text, press } = await draw(Programmes, `${address}?region=FR`);
    [...body.querySelectorAll('button')].find((button) => button.textContent.trim() === 'What if')?.click();
    await settled();
    const followers = body.querySelector<HTMLInputElement>('form input');
    if (followers === null) throw new Error('no field');
    followers.value = '120,000';
    followers.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    const asked = (name: string): unknown[] => host.calls.filter((call) => call.name === name).map((call) => call.args);
    const question = { region: 'FR', set: [{ metric: 'followers', value: '120000' }] };
    expect(asked('board')).toContainEqual({ query: question });
    expect(asked('board'), 'and what is, to tell the two apart').toContainEqual({ query: {} });
    expect(asked('programme').at(-1)).toMatchObject({ query: question });
    expect(text()).toContain('What if, not real: France, Followers 120,000.');
    (document.activeElement as HTMLElement | null)?.blur();
    await press('Escape');
    expect(route().query['set']).toBeUndefined();
    expect(text()).not.toContain('not real');
  });

  it('keeps the choices in the address', () => {
    const view = { platform: 'TikTok', region: 'US', on: '2024-01-01', known: '', compare: 'FR', set: [{ metric: 'video_views', value: '5' }] };
    const query = Object.fromEntries(Object.entries(queryOf(view)).map(([key, value]) => [key, String(value)]));
    expect(viewOf({ screen: 'programmes', id: null, query })).toEqual(view);
    expect(boardQuery(viewOf({ screen: 'programmes', id: null, query: { region: 'France', on: 'soon', set: 'x' } })), 'what cannot be read is no choice').toEqual({});
  });

  it('shows where the creator stands, typed and observed, with the wait the rule states', async () => {
    const { text } = await draw(Programmes, address);
    expect(text()).toMatch(/Refused, 10 Oct.*Case 4711/u);
    expect(text()).toContain('18 days left');
    expect(text()).toContain('You may apply again from 9 Nov: the rule says 30 days after 10 Oct.');
    expect(text()).toMatch(/First money in the ledger, 3 Feb\s*observed/u);
    expect(text()).toContain('1 line taken back');
  });

  it('writes a standing with its day and note, with a way back', async () => {
    const { body, host } = await draw(Programmes, address);
    [...body.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Status')?.click();
    await settled();
    const dialog = document.querySelector('dialog');
    const fields = dialog?.querySelectorAll<HTMLInputElement>('input') ?? [];
    const [since, note] = [...fields];
    if (since === undefined || note === undefined) throw new Error('no fields');
    since.value = '05/10/2026';
    since.dispatchEvent(new Event('input', { bubbles: true }));
    since.dispatchEvent(new Event('blur'));
    note.value = 'by the app';
    note.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled();
    expect(host.calls.filter((call) => call.name === 'add_programme_status').at(-1)?.args).toEqual({ programme: detail.card.programme, draft: { standing: 'applied', from: '2026-10-05', note: 'by the app' } });
    await toasts.undo();
    expect(host.calls.filter((call) => call.name === 'retire_programme_status').at(-1)?.args).toEqual({ status: 2 });
  });

  it('shows an address whole before the browser opens it', async () => {
    const { body } = await draw(Programmes, address);
    body.querySelector<HTMLButtonElement>('button[title^="To the page of"], button[aria-label^="To the page of"]')?.click();
    await settled();
    expect(document.querySelector('dialog')?.textContent).toContain('https://support.tiktok.com/en/subscription');
  });

  it('shows every payout term, and what each version asks otherwise', async () => {
    const { text } = await draw(Programmes, address);
    expect(text()).toMatch(/Bits: 0\.01 US dollars per Bit/u);
    expect(text()).toMatch(/fan funding: 70.%/u);
    expect(text()).toMatch(/90.%: Karma, in 365 days: at least 5,000/u);
    expect(text()).toMatch(/up to 100,000\.00.USD in 12 months, 50.% above/u);
    expect(text()).toMatch(/10\.00.USD · 8,000.JPY/u);
    expect(text()).toContain('one of: Identity verified: yes; Payout account linked: yes');
    expect(text()).toContain('Followers: at least 100,000 → at least 10,000');
    expect(text()).toContain('another route: Views, calendar month: at least 100,000');
    expect(text()).toContain('to stay in, no more: LIVE minutes, in 30 days: at least 60');
    expect(text(), 'no key and no slug').not.toMatch(/programmes\.(?:terms|change)|any_of|within_route/u);
  });

  it('sets what the rule says beside what was paid, and says what it cannot tell', async () => {
    const { text } = await draw(Programmes, address);
    expect(text()).toMatch(/50.% of 400\.00.EUR/u);
    expect(text()).toMatch(/200\.00\s*EUR.*190\.00\s*EUR.*−10\.00\s*EUR/u);
    expect(text()).toContain('the source does not report the gross');
  });

  it('piles up what cannot be told by the input that would settle it', async () => {
    const { body, host } = await draw(Programmes, address);
    const head = body.querySelector<HTMLButtonElement>('.un button[aria-expanded]');
    head?.click();
    await settled();
    const shown = body.querySelectorAll('.un a.bk').length;
    expect(shown).toBe(board.cards.filter((card) => card.state === 'unknown').length);
    [...body.querySelectorAll<HTMLButtonElement>('.un button')].find((button) => button.textContent.trim() === 'Type it')?.click();
    await settled();
    expect(host.calls.some((call) => call.name === 'figure_history')).toBe(true);
    expect(document.querySelector('dialog')?.textContent).toContain('412');
  });

  it('compares two countries and says what opens', async () => {
    const { text } = await draw(Programmes, `${address}?compare=US`);
    expect(text()).toContain('1 opens, 0 close, 1 changes, 1 cannot be told.');
    expect(text()).toContain('Followers: at least 10,000 → at least 50,000');
    expect(text()).toMatch(/Tips.*check availability/u);
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
    expect(text()).toMatch(/Needs an account \d+/u);
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
