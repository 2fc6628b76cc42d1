import { describe, expect, it } from 'vitest';
import type { SignInView } from '../../bindings/SignInView';
import { draw, settled, type Drawn } from '../../../tests/draw';
import { announce } from '../../lib/app.svelte';
import Accounts from './Accounts.svelte';

const start: SignInView = {
  platform: 'tiktok', step: 'waiting', address: 'https://www.tiktok.com/v2/auth/authorize/?client_key=aw', opened: true, code: null, until: '2026-10-22T08:10:00Z',
  turned_away: 0, account: null, handle: null, scopes: [{ name: 'user.info.basic', granted: null }, { name: 'video.list', granted: null }], ends_at: null, error: null,
};

/** The window with a sign-in to TikTok begun, whose state the test moves on. */
async function begun(): Promise<Drawn & { move: (next: Partial<SignInView>) => Promise<void> }> {
  let view = start;
  const drawn = await draw(Accounts, '#/accounts?connect=1', {}, (host) => {
    host.answer('sign_in', () => view);
    host.answer('sign_in_state', () => view);
    host.answer('cancel_sign_in', () => true);
  });
  for (const [label, text] of [['Client key', 'aw-fixture'], ['Client secret', 'hidden']] as const) {
    const input = [...drawn.body.querySelectorAll('label')].find((known) => known.textContent === label)?.htmlFor ?? '';
    const field = drawn.body.querySelector<HTMLInputElement>(`#${CSS.escape(input)}`);
    if (field === null) throw new Error(`no field ${label}`);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  press(drawn, 'Sign in through the browser');
  await settled();
  return {
    ...drawn,
    move: async (next) => {
      view = { ...view, ...next };
      announce(['sign_in']);
      await settled();
    },
  };
}

function press(drawn: Drawn, name: string): void {
  const button = [...drawn.body.querySelectorAll('button')].find((known) => known.textContent.trim() === name);
  if (button === undefined) throw new Error(`no button ${name}`);
  button.click();
}

describe('signing in', () => {
  it('says before what will be read, and what never', async () => {
    const { text, body } = await draw(Accounts, '#/accounts?connect=1');
    expect(text()).toContain('What will be asked for');
    expect(text()).toContain('Your public videos with views');
    expect(text()).toContain('Never done: posting');
    expect(body.querySelector('code')?.textContent, 'the address to register').toBe('http://127.0.0.1:*/callback/');
  });

  it('waits with a way out, and tells of answers that were turned away', async () => {
    const drawn = await begun();
    expect(drawn.host.calls.find((call) => call.name === 'sign_in')?.args).toMatchObject({
      request: { platform: 'tiktok', account: null, client_id: 'aw-fixture', client_secret: 'hidden' },
    });
    expect(drawn.text()).toContain('Waiting for your answer in the browser');
    await drawn.move({ turned_away: 2 });
    expect(drawn.text()).toContain('2 answers that did not belong to this sign-in were turned away');
    press(drawn, 'Cancel');
    expect(drawn.host.calls.some((call) => call.name === 'cancel_sign_in')).toBe(true);
    await drawn.move({ step: 'canceled' });
    expect(drawn.text()).toContain('Nothing was connected');
  });

  it('says after what was granted and what its absence means', async () => {
    const drawn = await begun();
    await drawn.move({
      step: 'done', account: 1, handle: 'camille.atelier', ends_at: '2026-10-29T08:00:00Z',
      scopes: [{ name: 'user.info.basic', granted: true }, { name: 'video.list', granted: false }],
    });
    expect(drawn.text()).toContain('camille.atelier is signed in');
    expect(drawn.text()).toContain('What is missing: videos and their views');
    expect(drawn.text()).toMatch(/This sign-in ends on .*29 October/u);
  });

  it('words each reason, and never shows one of another kind', async () => {
    const drawn = await begun();
    await drawn.move({ step: 'failed', error: { code: 'sign_in', message: '', details: { reason: 'access_denied' } } });
    expect(drawn.text()).toContain('You or the platform said no');
    press(drawn, 'Try again');
    await settled();
    await drawn.move({ step: 'failed', error: { code: 'sign_in', message: '', details: { reason: 'a_new_word' } } });
    expect(drawn.text()).toContain('The platform’s word: a_new_word');
  });
});
