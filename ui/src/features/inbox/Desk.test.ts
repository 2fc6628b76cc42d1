import { describe, expect, it } from 'vitest';
import type { BrandView } from '../../bindings/BrandView';
import type { OfferBoard } from '../../bindings/OfferBoard';
import { draw, settled } from '../../../tests/draw';
import { offers } from '../../../tests/figures';
import { toasts } from '../../lib/toasts.svelte';
import Inbox from './Inbox.svelte';
import type { FixtureHost } from '../../host/fixture';

const rows = offers.groups.flatMap((group) => group.offers);
const board: OfferBoard = {
  columns: (['new', 'talking', 'agreed'] as const).map((stage) => {
    const ours = rows.filter((row) => row.stage === stage);
    return { stage, count: ours.length, sums: [{ amount: '850.00', unit: 'EUR' }, { amount: '10.00', unit: 'GBP' }], without_fee: 1, offers: ours };
  }),
  count: rows.length,
  unread: [{ text: 'stage:nowhere', reason: 'value' }],
};
const brand: BrandView = {
  key: 'b',
  name: 'B',
  aliases: [],
  domains: [],
  offers: [],
  agreed: [],
  paid: [],
  score: { points: 78, payments: 3, in_time: 1, usual_days_late: 10, reasons: [{ kind: 'days_late', total: 20, payments: 2, points: 7 }] },
};

function desk(host: FixtureHost): void {
  host.answer('offer_board', () => board);
  host.answer('offer_searches', () => [{ name: 'Soon', words: 'due:week' }]);
  host.answer('brand_of', () => brand);
  host.answer('offer_stages', () => [{ from: null, to: 'new', at: '2026-10-20T16:12:00Z', author: 'source', step: null, undone: null }]);
  host.answer('move_offers', ({ offers: ids }) => ({ step: 7, offers: ids.length }));
  host.answer('tag_offers', ({ offers: ids }) => ({ step: 8, offers: ids.length }));
  host.answer('snooze_offers', ({ offers: ids }) => ({ step: 9, offers: ids.length }));
  host.answer('undo_offer_step', () => ({ restored: 1, kept: 1 }));
  host.answer('offers_that_fit', () => rows.map((row) => row.id));
}

const called = (host: FixtureHost, name: string): unknown => host.calls.filter((call) => call.name === name).at(-1)?.args;

describe('The desk of offers', () => {
  it('lays the offers out by stage, with a sum for each unit and what was not read', async () => {
    const { body, text } = await draw(Inbox, '#/inbox?view=board', {}, desk);
    const heads = [...body.querySelectorAll('.colm header')].map((head) => head.textContent.replaceAll(/\s+/gu, ' ').trim());
    expect(heads[0]).toContain('New');
    expect(body.querySelectorAll('.colm')[0]?.querySelectorAll('header .num').length, 'two sums, never one, and what is in none').toBe(3);
    expect(text()).toContain('“stage:nowhere” is not known here');
  });

  it('moves a card by keyboard, as one step that can be taken back', async () => {
    const { body, host, press } = await draw(Inbox, '#/inbox?view=board', {}, desk);
    await press('arrowdown');
    const focused = body.ownerDocument.activeElement;
    expect(focused?.classList.contains('card'), 'the first card').toBe(true);
    await press('shift+arrowright');
    expect(called(host, 'move_offers')).toEqual({ offers: [Number((focused as HTMLElement).dataset['id'])], stage: 'talking' });
    await toasts.undo();
    expect(called(host, 'undo_offer_step')).toEqual({ step: 7 });
    expect(toasts.shown.at(-1)?.text, 'what a later step changed is told').toContain('1 offer was changed since');
  });

  it('changes many at once, chosen by keyboard or by the filter', async () => {
    const { body, host, press, text } = await draw(Inbox, `#/inbox/${String(rows[0]?.id)}`, {}, desk);
    await press('x');
    await press('shift+j');
    expect(text()).toContain('2 chosen');
    [...body.querySelectorAll<HTMLElement>('.bulk button')].find((button) => button.textContent.includes('All that fit'))?.click();
    await settled();
    expect(text()).toContain(`${String(rows.length)} chosen`);
    [...body.querySelectorAll<HTMLElement>('.bulk button')].find((button) => button.textContent.includes('Stage'))?.click();
    await settled();
    [...body.querySelectorAll<HTMLElement>('.bulk [role="menuitem"]')].find((item) => item.textContent.includes('Not an offer'))?.click();
    await settled();
    expect(called(host, 'move_offers')).toEqual({ offers: rows.map((row) => row.id), stage: 'not_offer' });
    expect(body.querySelector('.bulk'), 'nothing is chosen any more').toBeNull();
  });

  it('says how the brand pays with the reasons, and where the offer stood', async () => {
    const { text } = await draw(Inbox, '#/inbox/3', {}, desk);
    expect(text()).toContain('78 of 100');
    expect(text()).toContain('20 days late in all');
    expect(text()).toContain('1 of 3 payments in time');
    expect(text()).toContain('by the source');
  });

  it('takes an offer by hand and gives it back', async () => {
    const { host, press } = await draw(Inbox, '#/inbox/3', {}, (fixture) => {
      desk(fixture);
      fixture.answer('add_offer', () => ({ offer: 3, run: 12 }));
      fixture.answer('undo_import', () => ({ run: 12 }) as never);
    });
    await press('a');
    const field = document.querySelector<HTMLInputElement>('dialog input');
    if (field === null) throw new Error('no dialog');
    field.value = 'Lumen';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    document.querySelector('dialog form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled();
    expect(called(host, 'add_offer')).toEqual({ typed: { brand: 'Lumen', title: null, stage: null, received: null, terms: [] } });
    await toasts.undo();
    expect(called(host, 'undo_import')).toEqual({ run: 12 });
  });
});
