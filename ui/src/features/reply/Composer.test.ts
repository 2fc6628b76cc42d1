import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { offer } from '../../../tests/figures';
import type { OutboxRow } from '../../bindings/OutboxRow';
import type { ReplyView } from '../../bindings/ReplyView';
import type { FixtureHost } from '../../host/fixture';
import { toasts } from '../../lib/toasts.svelte';
import Inbox from '../inbox/Inbox.svelte';
import { composing } from './composing.svelte';

const id = offer.offer.id;

const view: ReplyView = {
  offer: id,
  text: { kind: 'counter', language: 'en', sender: 4, to: 'ana@brand.example', subject: 'Re: Spring', body: 'Hello Ana,\n\nmy fee is {counter_fee}.\n' },
  open: ['counter_fee'],
  fields: [],
  kept: null,
  stage: 'talking',
  senders: [{ account: 4, handle: 'camille@studio.example', server: 'smtp.example.com', user: null, name: 'Camille', address: 'camille@studio.example', proof: 'bcc', own_password: false }],
  answers: null,
};

const row: OutboxRow = {
  id: 7,
  offer: id,
  brand: 'Lumen',
  kind: 'counter',
  from: 'camille@studio.example',
  to: 'ana@brand.example',
  subject: 'Re: Spring',
  body: 'Hello Ana',
  message_id: 'r7@studio.example',
  state: 'waiting',
  why: 'offline',
  words: null,
  queued: '2026-10-12T10:00:00Z',
  hold_until: '2026-10-12T10:00:10Z',
  next_try: null,
  attempts: 1,
  sent: null,
  can_take_back: true,
  steps: [],
};

const story = (replies: OutboxRow[] = [], over: Partial<ReplyView> = {}) => (host: FixtureHost) => {
  host.answer('reply', () => ({ ...view, ...over }));
  host.answer('save_reply', () => ({ ...view, ...over }));
  host.answer('send_reply', () => row);
  host.answer('take_back_reply', () => ({ open: [], settled: [], next: null }));
  host.answer('settle_reply', () => ({ open: [], settled: [], next: null }));
  host.answer('replies', () => replies);
  host.answer('outbox', () => ({ open: replies, settled: [], next: null }));
  composing.end();
};

const button = (body: HTMLElement, words: string) => [...body.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent.trim() === words);

describe('the composer', () => {
  it('opens by its key, keeps an open field from being sent, and sends when it is settled', async () => {
    const { body, host, press, text } = await draw(Inbox, `#/inbox/${String(id)}`, {}, story());
    await press('k');
    await settled();
    expect(text()).toContain('1 field has no value yet');
    expect(button(body, 'Send')?.disabled, 'an open field blocks').toBe(true);
    const fee = [...body.querySelectorAll('label')].find((label) => label.textContent === 'Your fee');
    const input = body.querySelector<HTMLInputElement>(`#${CSS.escape(fee?.htmlFor ?? '')}`);
    if (input === null) throw new Error('no field for the fee');
    input.value = '1200 EUR';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settled();
    expect(body.querySelector('textarea')?.value).toContain('my fee is 1200 EUR.');
    expect(button(body, 'Send')?.disabled).toBe(false);
    button(body, 'Send')?.click();
    await settled();
    const sent = host.calls.find((call) => call.name === 'send_reply')?.args as { stage: string; text: { body: string } };
    expect(sent.stage, 'the stage that was proposed').toBe('talking');
    expect(sent.text.body).toContain('1200 EUR');
    expect(toasts.shown.at(-1)?.text).toContain('Lumen');
    await toasts.undo();
    expect(host.calls.some((call) => call.name === 'take_back_reply')).toBe(true);
  });

  it('shows a kept draft before any template', async () => {
    const { host, press } = await draw(Inbox, `#/inbox/${String(id)}`, {}, story([], { kept: '2026-10-12T10:00:00Z' }));
    await press('d');
    await settled();
    const asked = host.calls.filter((call) => call.name === 'reply').map((call) => (call.args as { kind: unknown }).kind);
    expect(asked, 'the draft, and no template over it').toEqual([null]);
  });

  it('says why a reply waits, and takes it back', async () => {
    const { body, host, text } = await draw(Inbox, `#/inbox/${String(id)}`, {}, story([row]));
    expect(text()).toContain('the server cannot be reached');
    button(body, 'Take back')?.click();
    await settled();
    expect(host.calls.some((call) => call.name === 'take_back_reply')).toBe(true);
  });

  it('asks about a reply nobody knows about', async () => {
    const unsure: OutboxRow = { ...row, state: 'unsure', why: 'cut_off', can_take_back: false };
    const { body, host, text } = await draw(Inbox, `#/inbox/${String(id)}`, {}, story([unsure]));
    expect(text()).toContain('never sent again without your word');
    button(body, 'It arrived')?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'settle_reply')?.args).toEqual({ id: 7, sent: true });
  });

  it('offers to set up sending where no mailbox can', async () => {
    const { press, text } = await draw(Inbox, `#/inbox/${String(id)}`, {}, story([], { senders: [] }));
    await press('r');
    await settled();
    expect(text()).toContain('No mailbox is connected');
  });
});
