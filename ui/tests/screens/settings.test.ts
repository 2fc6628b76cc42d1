import { afterEach, describe, expect, it } from 'vitest';
import Settings from '../../src/features/settings/Settings.svelte';
import { lettersOn } from '../../src/lib/keys.svelte';
import { go } from '../../src/lib/router.svelte';
import { toasts } from '../../src/lib/toasts.svelte';
import { button, render, settle, text, type Rendered } from '../render';

let shown: Rendered;
afterEach(async () => {
  for (const toast of toasts.shown) toasts.dismiss(toast.id);
  await shown.stop();
});
const patches = () => shown.host.calls.filter((call) => call.name === 'set_settings').map((call) => (call.args as { patch: unknown }).patch);
const open = async (...[options]: Parameters<typeof render> extends [unknown, ...infer Rest] ? Rest : never) => {
  go('settings');
  shown = await render(Settings, options);
};

describe('Settings', () => {
  it('writes a choice as soon as it is made, and the page follows', async () => {
    await open();
    button(shown.root, 'Dark').click();
    await settle();
    expect(patches()).toEqual([{ theme: 'dark' }]);
    expect(document.documentElement.dataset['theme']).toBe('dark');
    button(shown.root, 'Compact').click();
    await settle();
    expect(document.documentElement.dataset['density']).toBe('compact');
  });

  it('changes the language of everything at once', async () => {
    await open();
    const select = shown.root.querySelector<HTMLSelectElement>('select[aria-label="Language"]');
    if (select === null) throw new Error('no language select');
    select.value = 'fr';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(patches()).toEqual([{ locale: 'fr' }]);
    expect(text(shown.root.querySelector('h1'))).toBe('Réglages');
  });

  it('switches single-letter keys off', async () => {
    await open();
    button(shown.root, 'Single-letter keys').click();
    await settle();
    expect(patches()).toEqual([{ letter_keys: false }]);
    expect(lettersOn()).toBe(false);
  });

  it('checks the whole cache and says what agreed', async () => {
    await open();
    button(shown.root, 'Check the whole cache').click();
    await settle();
    expect(text(shown.root)).toContain('Nothing is wrong: 8,241 entries, 3,120 totals and 312 documents agree.');
  });

  it('lists each problem of a check that is not clean', async () => {
    await open();
    shown.host.answer('verify', () => ({ clean: false, entries: 1, rollups: 1, documents: 1, problems: ['rollup 2026-10-12 differs'] }));
    button(shown.root, 'Check the whole cache').click();
    await settle();
    expect(text(shown.root)).toContain('1 problem found');
    expect(text(shown.root)).toContain('rollup 2026-10-12 differs');
  });

  it('copies a health report without folder, names or amounts', async () => {
    await open();
    button(shown.root, 'Copy health report').click();
    await settle();
    expect(shown.host.copied[0]).toContain('encrypted: yes');
    expect(shown.host.copied[0]).not.toMatch(/camille/iu);
  });

  it('writes a backup and says what is in it', async () => {
    await open();
    button(shown.root, 'Back up now').click();
    await settle();
    expect(toasts.shown.at(-1)?.text).toMatch(/^Backup of 8,241 entries written and checked/u);
  });

  it('says why a choice was not kept', async () => {
    await open();
    shown.host.answer('set_settings', () => Promise.reject(Object.assign(new Error(), { code: 'disk_full', message: '', details: {} })));
    button(shown.root, 'Dark').click();
    await settle();
    expect(text(shown.root.querySelector('.banner'))).toContain('The disk is full');
  });

  it('stays usable when health cannot be read', async () => {
    await open({ variant: 'error' });
    expect(text(shown.root)).toContain('These rows cannot be read');
    expect(text(shown.root)).toContain('Reporting currency');
  });

  it('is complete in French', async () => {
    await open({ locale: 'fr' });
    expect(text(shown.root)).toContain('Devise de référence');
    expect(text(shown.root)).not.toMatch(/\bsettings\.[a-z_]+/u);
  });
});
