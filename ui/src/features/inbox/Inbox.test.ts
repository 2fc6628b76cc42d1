import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { offer as good, scam } from '../../../tests/figures';
import { route } from '../../lib/router.svelte';
import { toasts } from '../../lib/toasts.svelte';
import Inbox from './Inbox.svelte';
import { paragraphs } from './view';

const keyLike = /\b(?:inbox|common|platforms)\.(?!mbox)[a-z_]+/u;

describe('Inbox', () => {
  it('lists the offers in groups and says how many wait', async () => {
    const { body, text } = await draw(Inbox, '#/inbox/3');
    expect([...body.querySelectorAll('.gh')].map((group) => group.textContent.trim())).toEqual(['Needs an answer3', 'In work3', 'Invoiced1', 'Closed2']);
    expect(text()).toContain('3 need an answer');
    expect(text()).toContain('12 % commission');
  });

  it('marks the words a term came from and lights both', async () => {
    const { body } = await draw(Inbox, '#/inbox/3');
    const words = body.querySelector<HTMLElement>('[data-marks="2"]');
    expect(words?.textContent).toBe('2850 € excluding VAT');
    const term = [...body.querySelectorAll<HTMLElement>('.tr')][1];
    words?.dispatchEvent(new Event('pointerenter'));
    await settled();
    expect(term?.classList.contains('lit')).toBe(true);
    words?.dispatchEvent(new Event('pointerleave'));
    term?.querySelector<HTMLElement>('button')?.dispatchEvent(new Event('pointerenter'));
    await settled();
    expect(words?.classList.contains('lit'), 'and the other way round').toBe(true);
  });

  it('shows mail as text, in no known language, with nothing to open', async () => {
    const first = good.messages[0];
    if (first === undefined) throw new Error('no message');
    const { body } = await draw(Inbox, '#/inbox/3', {}, (host) =>
      host.answer('offer', () => ({
        ...good,
        terms: [],
        messages: [{ ...first, text: '<img src=x onerror=alert(1)> <a href="https://bad.example">here</a>', attachments: [{ name: 'a.exe', media_type: 'x', size: 3 }] }],
      })),
    );
    const mail = body.querySelector('.ml');
    expect(mail?.querySelector('img, a, script')).toBeNull();
    expect(mail?.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(mail?.querySelector('.text')?.getAttribute('lang')).toBe('');
    expect(mail?.textContent).toContain('Locked');
  });

  it('names findings with their line and a safe next step', async () => {
    const { body, text } = await draw(Inbox, '#/inbox/9');
    expect(text()).toContain('likely a scam, 5 findings');
    expect(body.querySelector('.banner.dangerb')?.textContent).toContain('Send no money');
    expect(text()).toContain('Reply-To: nordvik.team@freemail.example');
    expect(body.querySelectorAll('mark.d').length).toBeGreaterThan(0);
  });

  it('shows the words of the source beside each term, and says so when a correction has none', async () => {
    const { body } = await draw(Inbox, '#/inbox/3', {}, (host) =>
      host.answer('offer', () => ({
        ...good,
        terms: good.terms.map((term) => (term.field === 'fee' ? { ...term, corrected: true } : term.field === 'exclusivity' ? { ...term, corrected: true, evidence: '' } : term)),
      })),
    );
    const said = [...body.querySelectorAll('.tr .ev')].map((quote) => quote.textContent);
    expect(said, 'a corrected fee stays beside what the mail said').toContain('850 € excluding VAT');
    expect(said, 'what the mail never said').toContain('not in the text');
  });

  it.each([
    ['c', 'new', 'kept as an offer'],
    ['shift+x', 'not_offer', 'not an offer'],
  ] as const)('asks whether a proposed mail is an offer; %s says %s, and Undo leaves it open again', async (chord, stage, words) => {
    const { body, host, press } = await draw(Inbox, '#/inbox/9');
    const asked = [...body.querySelectorAll('.banner')].find((banner) => banner.textContent.includes('Is it one?'));
    expect(asked?.textContent).toContain('Speaks of working together');
    await press(chord);
    expect(host.calls.filter((call) => call.name === 'set_stage').at(-1)?.args).toEqual({ offer: 9, stage });
    expect(toasts.shown.at(-1)?.text).toContain(words);
    await toasts.undo();
    expect(host.calls.filter((call) => call.name === 'set_stage').at(-1)?.args).toEqual({ offer: 9, stage: null });
  });

  it('asks nothing once the creator has said so', async () => {
    const { text, press, host } = await draw(Inbox, '#/inbox/3');
    expect(text()).not.toContain('Is it one?');
    await press('x');
    expect(host.calls.some((call) => call.name === 'set_stage')).toBe(false);
  });

  it('moves to a stage with a way back', async () => {
    const { body, host, press } = await draw(Inbox, '#/inbox/3', {}, (fixture) => {
      fixture.answer('move_offers', ({ offers }) => ({ step: 7, offers: offers.length }));
      fixture.answer('undo_offer_step', () => ({ restored: 1, kept: 0 }));
    });
    await press('s');
    [...body.querySelectorAll<HTMLButtonElement>('[role="menuitem"]')].find((item) => item.textContent.trim() === 'Talking')?.click();
    await settled();
    expect(host.calls.filter((call) => call.name === 'move_offers').at(-1)?.args).toEqual({ offers: [3], stage: 'talking' });
    await toasts.undo();
    expect(host.calls.filter((call) => call.name === 'undo_offer_step').at(-1)?.args).toEqual({ step: 7 });
  });

  it('corrects a term in place; Undo takes the correction back', async () => {
    const { body, host } = await draw(Inbox, '#/inbox/3');
    body.querySelector<HTMLButtonElement>('[title="Correct Fee"]')?.click();
    await settled();
    const input = body.querySelector<HTMLInputElement>('.ed input');
    if (input === null) throw new Error('no editor');
    expect(input.value).toBe('850.00 EUR');
    input.value = '900 EUR';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settled();
    expect(host.calls.filter((call) => call.name === 'set_term').at(-1)?.args).toEqual({ offer: 3, field: 'fee', value: '900 EUR' });
    await toasts.undo();
    expect(host.calls.filter((call) => call.name === 'set_term').at(-1)?.args).toEqual({ offer: 3, field: 'fee', value: null });
  });

  it('walks the list by keyboard and narrows by words and stage', async () => {
    const { press, host, body } = await draw(Inbox, '#/inbox/3?stage=new');
    await press('j');
    expect(route().id).toBe('8');
    await press('/');
    expect(document.activeElement).toBe(body.querySelector('.find input'));
    expect(host.calls.find((call) => call.name === 'offers')?.args).toEqual({ filter: { stage: 'new' } });
  });

  it.each([
    ['empty', 'No offers yet'],
    ['offline', 'No network.'],
  ] as const)('has a state %s', async (variant, words) => {
    const { text } = await draw(Inbox, '#/inbox', { variant });
    expect(text()).toContain(words);
  });

  it('words an error, and draws a skeleton while it reads', async () => {
    const broken = await draw(Inbox, '#/inbox', { variant: 'error' });
    expect(broken.body.querySelector('[role="alert"]')).not.toBeNull();
    const slow = await draw(Inbox, '#/inbox', {}, (host) => host.answer('offers', () => new Promise(() => undefined)));
    expect(slow.body.querySelector('[aria-busy="true"]')).not.toBeNull();
  });

  it('draws the snapshots of the core', async () => {
    const { body, text } = await draw(Inbox, '#/inbox', { variant: 'normal' });
    expect(body.querySelector('[role="alert"]')).toBeNull();
    expect(body.querySelectorAll('.ol').length).toBeGreaterThan(0);
    expect(text()).not.toMatch(keyLike);
  });

  it('is French around the quoted mail', async () => {
    const { text } = await draw(Inbox, '#/inbox/9', { locale: 'fr' });
    expect(text()).toContain('fraude probable');
    expect(text()).toContain('La réponse part ailleurs');
    expect(text()).not.toMatch(keyLike);
  });
});

describe('the text of a message', () => {
  it.each([
    ['a plain offer', good],
    ['a scam with marks that overlap', scam],
  ])('keeps every word of %s', (_, detail) => {
    for (const message of detail.messages) {
      const blocks = paragraphs(message, detail).map((pieces) => pieces.map((piece) => piece.text).join(''));
      expect(blocks).toEqual(message.text.split(/\n\s*\n/u));
    }
  });

  it('opens each mark once, also where two lie over the same words', () => {
    const message = scam.messages[0];
    if (message === undefined) throw new Error('no message');
    const pieces = paragraphs(message, scam).flat();
    const opened = pieces.flatMap((piece) => piece.opens.map((mark) => mark.number));
    expect(new Set(opened).size).toBe(opened.length);
    expect(pieces.some((piece) => piece.marks.length > 1)).toBe(true);
  });
});
