import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import type { Health } from '../../bindings/Health';
import type { FixtureHost } from '../../host/fixture';
import Unlock from '../../shell/Unlock.svelte';
import PassphraseRow from './PassphraseRow.svelte';

function type(label: string, value: string): void {
  const of = [...document.querySelectorAll('label')].find((found) => found.textContent === label);
  const input = document.getElementById(of?.htmlFor ?? '') as HTMLInputElement;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].filter((one) => one.textContent.trim() === name).at(-1);
  if (found === undefined) throw new Error(`no button ${name}`);
  return found;
}

const asked = (host: FixtureHost, name: string) => host.calls.filter((call) => call.name === name).map((call) => call.args);

describe('the passphrase', () => {
  it('is set only when it is long enough and typed twice', async () => {
    const { host } = await draw(PassphraseRow, '/');
    host.answer('set_passphrase', () => true);
    button('Set a passphrase').click();
    await settled();
    expect(button('Set it').disabled, 'nothing typed yet').toBe(true);
    type('New passphrase', '1234567');
    await settled();
    expect(document.body.textContent, 'too short is told at once').toContain('At least 8 characters.');
    type('New passphrase', 'glazed bowl, blue');
    type('The same again', 'glazed bowl, red');
    await settled();
    expect(button('Set it').disabled, 'the two differ').toBe(true);
    type('The same again', 'glazed bowl, blue');
    await settled();
    button('Set it').click();
    await settled();
    expect(asked(host, 'set_passphrase')).toEqual([{ current: null, new: 'glazed bowl, blue' }]);
    expect(document.querySelector('dialog'), 'the question is gone').toBeNull();
  });

  it('is taken off only with the one it has', async () => {
    const { host } = await draw(PassphraseRow, '/', {}, (host) => {
      host.answer('health', () => ({ key_custody: 'passphrase' }) as Health);
      host.answer('set_passphrase', () => false);
    });
    button('Take off').click();
    await settled();
    expect(button('Take off').disabled, 'the present one is asked for').toBe(true);
    type('Passphrase it has', 'glazed bowl, blue');
    await settled();
    button('Take off').click();
    await settled();
    expect(asked(host, 'set_passphrase')).toEqual([{ current: 'glazed bowl, blue', new: null }]);
  });

  it('says when it was wrong, and keeps what was typed out of the answer', async () => {
    await draw(Unlock, '/', {}, (host) => {
      host.answer('unlock', () => {
        throw { code: 'passphrase_wrong', message: 'the passphrase is wrong', details: {} };
      });
    });
    type('Passphrase', 'glazed bowl, red');
    await settled();
    button('Open').click();
    await settled();
    expect(document.body.textContent).toContain('The passphrase is wrong');
    expect(document.body.textContent).not.toContain('glazed bowl, red');
  });
});
