import { afterEach, describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import type { HandReading } from '../../bindings/HandReading';
import snapshot from '../../../fixtures/read_hand.json';
import { handEntry } from './dialog.svelte';
import HandDialog from './HandDialog.svelte';
import Recurring from './Recurring.svelte';

const reading = snapshot as unknown as HandReading;

afterEach(() => handEntry.close());

async function typed(words: string, answer: HandReading = reading) {
  handEntry.add();
  const drawn = await draw(HandDialog, '#/today', {}, (host) => host.answer('read_hand', () => answer));
  const field = drawn.body.querySelector<HTMLInputElement>('dialog input');
  if (field === null) throw new Error('no line to type into');
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
  return drawn;
}

const named = (body: ParentNode, words: string) => [...body.querySelectorAll<HTMLButtonElement>('button')].find((button) => button.textContent.trim() === words && button.tabIndex !== -1);

describe('Quick add', () => {
  it('reads the line aloud with its reasons before anything is kept', async () => {
    const { text, host } = await typed('03/09 subscription 40 EUR monthly Ada');
    expect(host.calls.findLast((call) => call.name === 'read_hand')?.args).toEqual({ typed: { line: '03/09 subscription 40 EUR monthly Ada' } });
    expect(text()).toContain('40.00');
    expect(text()).toContain('day before month');
    expect(host.calls.some((call) => call.name === 'add_hand'), 'reading keeps nothing').toBe(false);
  });

  it('keeps with the button and can be taken back', async () => {
    const { body, host } = await typed('03/09 subscription 40 EUR monthly Ada');
    named(body, 'Keep')?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'add_hand')?.args).toEqual({ typed: { line: '03/09 subscription 40 EUR monthly Ada' } });
    expect(handEntry.opened, 'it closes').toBeNull();
  });

  it('asks for what is missing and does not keep without it', async () => {
    const { body, text } = await typed('40 EUR Ada', { ...reading, stream: null, missing: ['stream'], entries: [], every: null, count: 0 });
    expect(text()).toContain('Which kind of income?');
    expect(named(body, 'Keep')?.disabled).toBe(true);
    expect(body.querySelector('select[aria-label="Kind"]'), 'the field to fill in stands open').not.toBeNull();
  });
});

describe('Recurring', () => {
  it('lists rules with their next day, and ends one with a way back', async () => {
    const { body, text, host } = await draw(Recurring, '#/accounts');
    expect(text()).toContain('every month');
    body.querySelector<HTMLButtonElement>('button[title^="End today"]')?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'end_recurring')?.args).toMatchObject({ until: '2026-10-22' });
  });
});
