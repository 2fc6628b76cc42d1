import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { deal, worth } from '../../../tests/figures';
import { toasts } from '../../lib/toasts.svelte';
import Inbox from '../inbox/Inbox.svelte';
import { strip } from './strip';

const keyLike = /\bdeal\.[a-z_]+/u;

describe('The strip of days', () => {
  it('places pieces, rights and conflicts by their days', () => {
    const drawn = strip(deal, 3, 132, 728);
    expect(drawn.lanes.map((lane) => [lane.deal.brand, lane.kind, lane.right?.kind ?? ''])).toEqual([
      ['Maison Olive', 'pieces', ''],
      ['Maison Olive', 'right', 'usage'],
      ['Maison Olive', 'right', 'exclusivity'],
      ['Brume Condiments', 'right', 'exclusivity'],
    ]);
    const [pieces, usage, own, other] = drawn.lanes;
    expect(pieces?.diamonds.map((mark) => [mark.day, mark.hollow])).toEqual([
      ['2026-11-02', true],
      ['2026-11-09', false],
      ['2026-11-16', false],
    ]);
    expect(usage?.hatches, 'usage is in nobody’s way').toEqual([]);
    expect(own?.hatches, 'both sides are hatched alike').toEqual(other?.hatches);
    const hatch = own?.hatches[0];
    expect(hatch?.x).toBe(own?.bar?.x);
    expect(Number(hatch?.x) + Number(hatch?.width)).toBeCloseTo(Number(other?.bar?.x) + Number(other?.bar?.width), 5);
    for (const lane of drawn.lanes) expect(lane.bar === null || (lane.bar.x >= 132 && lane.bar.x + lane.bar.width <= 728), 'nothing leaves the strip').toBe(true);
  });

  it('runs a right without a known end to the edge, dashed, and gives one without a day no bar', () => {
    const first = deal.deals[0];
    if (first === undefined) throw new Error('no deal');
    const rights = first.rights.map((right) => ({ ...right, to: null, end: 'unknown' as const }));
    const open = strip({ ...deal, conflicts: [], deals: [{ ...first, rights }] }, 3, 132, 728);
    expect(open.lanes[1]?.bar).toMatchObject({ open: true });
    const waits = strip({ ...deal, conflicts: [], deals: [{ ...first, rights: rights.map((right) => ({ ...right, from: null })) }] }, 3, 132, 728);
    expect(waits.lanes[1]?.bar).toBeNull();
  });
});

describe('Work on an offer, in the Inbox', () => {
  it('shows what it is worth, each line opening to its inputs', async () => {
    const { body, text } = await draw(Inbox, '#/inbox/3');
    expect(text()).toContain('Charges, 24.6 %');
    for (const figure of ['−209.10', '−120.00', '520.90', '47.35']) expect(text(), figure).toContain(figure);
    const line = [...body.querySelectorAll<HTMLElement>('.ln')].find((button) => button.textContent.includes('Exclusivity'));
    line?.click();
    await settled();
    expect(text()).toContain('968.17');
    expect(text()).toContain('from 2 deals');
    expect(text()).not.toMatch(keyLike);
  });

  it('names what is missing, with the bounds that are left', async () => {
    const lines = worth.lines.map((line) =>
      line.kind === 'left' ? { ...line, value: null, at_least: null, at_most: { amount: '640.90', unit: 'EUR' }, lacks: ['income' as const] } : line,
    );
    const { text } = await draw(Inbox, '#/inbox/3', {}, (host) => host.answer('worth', () => ({ ...worth, lines })));
    expect(text()).toContain('at most 640.90');
    expect(text()).toContain('no income of your own in that category');
  });

  it('says the whole strip in one sentence and turns into a table by its key', async () => {
    const { body, text, press } = await draw(Inbox, '#/inbox/3');
    const sentence = body.querySelector('.strip svg.ch')?.getAttribute('aria-label') ?? '';
    expect(sentence).toContain('1 video 9 Nov');
    expect(sentence).toContain('in conflict with Brume Condiments');
    expect(text()).toContain('overlaps Brume Condiments');
    await press('w');
    expect(body.querySelectorAll('.strip table tbody tr').length).toBeGreaterThan(4);
    expect(text()).toContain('no other olive oil or condiment brand');
    await press('w');
    expect(body.querySelector('.strip table')).toBeNull();
  });

  it('changes a piece by keyboard and takes the word back', async () => {
    const { body, host, press } = await draw(Inbox, '#/inbox/3', {}, (host) => {
      host.answer('set_deliverable', () => ({ word: 71, item: 'video-2' }));
      host.answer('take_back_word', () => null);
    });
    await press('w');
    body.querySelector<HTMLElement>('[data-item="video-2"]')?.click();
    await settled();
    const field = [...body.querySelectorAll<HTMLInputElement>('.strip form input')].find((input) => input.value === '2026-11-16');
    if (field === undefined) throw new Error('no field for the day');
    field.value = '2026-11-20';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    body.querySelector<HTMLFormElement>('.strip form')?.requestSubmit();
    await settled();
    expect(host.calls.filter((call) => call.name === 'set_deliverable').at(-1)?.args, 'only what was touched is said').toEqual({ offer: 3, item: 'video-2', draft: { publish_on: '2026-11-20' } });
    await toasts.undo();
    expect(host.calls.at(-1)?.name === 'take_back_word' || host.calls.some((call) => call.name === 'take_back_word')).toBe(true);
    await press('w');
  });

  it('is French to the last word', async () => {
    const { text } = await draw(Inbox, '#/inbox/3', { locale: 'fr' });
    expect(text()).toContain('Livrables et droits');
    expect(text()).toContain('Ce que cela vaut pour vous');
    expect(text()).toContain('Vos tarifs passés');
    expect(text()).not.toMatch(keyLike);
  });
});
