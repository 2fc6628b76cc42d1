import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TaskProgress } from '../../src/bindings/TaskProgress';
import App from '../../src/shell/App.svelte';
import { cut, fits } from '../../src/shell/commands';
import { setTask } from '../../src/lib/app.svelte';
import { overlay } from '../../src/lib/palette.svelte';
import { go, route, screens } from '../../src/lib/router.svelte';
import running from '../story/progress_running.json';
import { button, press, render, settle, text, type, type Rendered } from '../render';

let shown: Rendered;
let mounted: Rendered | null = null;
afterEach(async () => {
  overlay.close();
  setTask(null);
  await mounted?.stop();
  mounted = null;
});
const open: typeof render = async (...args) => (mounted = await render(...args));

describe('first run', () => {
  it('has two doors and names only what this release does', async () => {
    shown = await open(App, { variant: 'first_run' });
    expect(text(shown.root)).toContain('Start with your own figures');
    expect(text(shown.root)).not.toMatch(/Twitch|XLSX|bank/u);
  });

  it('speaks French before any profile exists, and keeps it behind the door', async () => {
    shown = await open(App, { variant: 'first_run' });
    button(shown.root, 'Français').click();
    await settle();
    expect(text(shown.root.querySelector('h1'))).toBe('Tout ce que vous avez gagné, sur cet ordinateur.');
    button(shown.root, 'Connecter ou importer').click();
    await settle();
    expect(shown.host.calls.find((call) => call.name === 'set_settings')?.args).toEqual({ patch: { locale: 'fr' } });
    expect(text(shown.root.querySelector('.head h1'))).toBe('Comptes');
    expect(text(shown.root), 'the connect form stands open').toContain('Connecter un compte');
  });

  it('opens the sandbox with counts, and its banner says what it is', async () => {
    let finish: (() => void) | undefined;
    shown = await open(App, { variant: 'first_run' });
    const waits = new Promise<void>((resolve) => (finish = resolve));
    const state = await shown.host.invoke('app_state', {});
    shown.host.answer('open_sandbox', async () => {
      await waits;
      return { ...state, profile: { name: 'Sample', folder: '/sandbox', currency: 'EUR', sandbox: true, rates_until: null, empty: false, synced_at: null, offline: false, badges: { payouts: 0, inbox: 0, review: 0 } } };
    });
    button(shown.root, 'Open the sandbox').click();
    shown.host.emit('progress', { ...(running as TaskProgress), task: 'demo' });
    await settle();
    expect(text(shown.root)).toContain('Making the sample creator');
    expect(text(shown.root)).toContain('164 of 240');
    button(shown.root, 'Cancel').click();
    finish?.();
    await settle();
    expect(shown.host.calls.some((call) => call.name === 'cancel')).toBe(true);
    expect(text(shown.root.querySelector('.banner.info'))).toContain('all figures are invented');
  });

  it('says why a door stayed shut', async () => {
    shown = await open(App, { variant: 'first_run' });
    shown.host.answer('start_profile', () => Promise.reject(Object.assign(new Error(), { code: 'key_missing', message: '', details: {} })));
    button(shown.root, 'Connect or import').click();
    await settle();
    expect(text(shown.root.querySelector('[role="alert"]'))).toContain('The key of this profile is missing');
  });
});

describe('the frame', () => {
  it('marks the screen shown and counts what needs a person', async () => {
    shown = await open(App);
    expect(text(shown.root.querySelector('[aria-current="page"]'))).toBe('Today');
    expect(text(shown.root.querySelector('nav'))).toContain('4 need you');
  });

  it('goes to each screen with Ctrl and a number', async () => {
    shown = await open(App);
    for (const [index, screen] of screens.entries()) {
      await press(String(index + 1), { ctrlKey: true });
      expect(route().screen).toBe(screen);
    }
  });

  it('shows a sync at the foot while it runs, and how old the figures are after', async () => {
    shown = await open(App);
    shown.host.emit('progress', running as TaskProgress);
    await settle();
    expect(text(shown.root.querySelector('.foot'))).toBe('Syncing, 164 of 240');
    shown.host.emit('progress', { ...(running as TaskProgress), state: 'done' });
    await settle();
    expect(text(shown.root.querySelector('.foot'))).toBe('Synced 07:42');
  });

  it('says so at the foot when the network is gone', async () => {
    shown = await open(App, { variant: 'offline' });
    expect(text(shown.root.querySelector('.foot'))).toBe('Offline since 07:42');
  });

  it('takes files dropped anywhere to a look before the import', async () => {
    shown = await open(App);
    shown.host.drag({ kind: 'over' });
    await settle();
    expect(text(shown.root)).toContain('Drop to import');
    shown.host.drag({ kind: 'drop', paths: ['/tmp/a.csv'] });
    await settle();
    expect(route().screen).toBe('accounts');
    expect(shown.host.calls.filter((call) => call.name === 'import').map((call) => (call.args as { dry_run: boolean }).dry_run)).toEqual([true]);
  });

  it('reads again when the core says what it showed has changed', async () => {
    shown = await open(App);
    shown.host.calls.length = 0;
    shown.host.emit('changed', ['offers']);
    await settle();
    expect(shown.host.calls.map((call) => call.name)).toContain('today');
    shown.host.calls.length = 0;
    shown.host.emit('changed', ['review']);
    await settle();
    expect(shown.host.calls.map((call) => call.name), 'Today shows nothing of it').not.toContain('today');
  });

  it('says so when the app itself cannot start', async () => {
    // a window that has never seen a state: its modules are read anew
    vi.resetModules();
    const fresh = await import('../render');
    const { default: NewApp } = await import('../../src/shell/App.svelte');
    const { root, stop } = await fresh.render(NewApp, {}, (host) =>
      host.answer('app_state', () => Promise.reject(Object.assign(new Error(), { code: 'newer_profile', message: '', details: {} }))),
    );
    expect(text(root.querySelector('[role="alert"]'))).toContain('This profile was written by a newer version');
    await stop();
  });
});

describe('the palette', () => {
  it('opens with Ctrl K, finds across the studio and opens a hit with Enter', async () => {
    shown = await open(App);
    await press('k', { ctrlKey: true });
    const field = document.querySelector('dialog input');
    await type(field, 'stripe');
    const lines = [...document.querySelectorAll('[role="option"]')].map(text);
    expect(lines[0]).toContain('Stripe payout of 19 October');
    expect(lines[0]).toContain('151.92 EUR');
    field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await settle();
    expect(window.location.hash).toBe('#/payouts/11');
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('runs actions: another theme', async () => {
    shown = await open(App);
    await press('k', { ctrlKey: true });
    shown.host.answer('search', () => []);
    await type(document.querySelector('dialog input'), 'theme dark');
    document.querySelector('dialog input')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await settle();
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });

  it.each([
    ['Réglages', 'reg', true],
    ['Thème : sombre', 'sombre theme', true],
    ['Sync all accounts now', 'counts', false],
  ])('%s fits %s: %s', (label, typed, fitting) => expect(fits(label, typed)).toBe(fitting));

  it('sets in bold exactly what was typed', () => {
    expect(cut('Réglages', 'reg')).toEqual(['', 'Rég', 'lages']);
    expect(cut('Inbox', 'zzz')).toEqual(['Inbox', '', '']);
  });
});

describe('the list of keys', () => {
  it('opens with ? and lists what acts on this screen', async () => {
    shown = await open(App);
    await press('?', { shiftKey: true });
    expect(text(document.querySelector('dialog'))).toContain('Acknowledge the change');
    expect(text(document.querySelector('dialog'))).toContain('Command palette');
  });
});

describe('accessibility', () => {
  // colours and sizes need a real engine; the end-to-end run checks those
  const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };
  it.each(['today', 'accounts', 'settings'] as const)('axe finds nothing serious on %s', async (screen) => {
    shown = await open(App);
    go(screen);
    await settle();
    const { violations } = await axe.run(document.body, { rules });
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });
});
