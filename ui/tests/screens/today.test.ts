import { afterEach, describe, expect, it } from 'vitest';
import Today from '../../src/features/today/Today.svelte';
import { toasts } from '../../src/lib/toasts.svelte';
import { button, press, render, settle, text, type Rendered } from '../render';

let shown: Rendered;
afterEach(async () => {
  for (const toast of toasts.shown) toasts.dismiss(toast.id);
  await shown.stop();
});
const rows = () => [...shown.root.querySelectorAll('li.act')];

describe('Today', () => {
  it('shows figures of unlike units side by side, each leading to its rows', async () => {
    shown = await render(Today);
    const figures = shown.root.querySelector('.kf');
    expect(text(figures)).toContain('1,697.90EUR');
    expect(text(figures)).toContain('4,580dia');
    expect(text(figures)).toContain('and 203.48 USD');
    expect(figures?.querySelector('a')?.getAttribute('href')).toBe('#/earnings?from=2026-10-01&to=2026-10-22');
  });

  it('opens each change at its own place', async () => {
    shown = await render(Today);
    const places = rows().map((row) => row.querySelector('a')?.getAttribute('href'));
    expect(places).toContain('#/payouts/12');
    expect(places).toContain('#/earnings/41');
    expect(places).toContain('#/inbox/3');
    expect(places.some((place) => place?.startsWith('#/earnings?') === true && place.includes('stream=shop_sale'))).toBe(true);
  });

  it('says unknown, not zero, for a figure that is missing', async () => {
    shown = await render(Today);
    expect(text(rows().at(-1))).toMatch(/^Missing.*unknown/u);
  });

  it('acknowledges the row of the focus with E, and takes it back from the note', async () => {
    shown = await render(Today);
    const before = rows().length;
    await press('j');
    await press('j');
    await press('e');
    expect(shown.host.calls.filter((call) => call.name === 'acknowledge')).toEqual([{ name: 'acknowledge', args: { changes: [2] } }]);
    expect(rows().length).toBe(before - 1);
    await toasts.undo();
    await settle();
    expect(rows().length, 'undo puts it back').toBe(before);
  });

  it('acknowledges all at once, and undoes exactly those', async () => {
    shown = await render(Today);
    button(shown.root, 'Acknowledge all 8').click();
    await settle();
    expect(text(shown.root)).toContain('Nothing changed since you last looked.');
    await toasts.undo();
    await settle();
    expect(shown.host.calls.find((call) => call.name === 'unacknowledge')?.args).toEqual({ changes: [1, 2, 3, 4, 5, 6, 7, 8] });
  });

  it('turns its chart into a table and back', async () => {
    shown = await render(Today);
    expect(shown.root.querySelector('svg.ch')).not.toBeNull();
    button(shown.root, 'Show as table').click();
    await settle();
    expect(shown.root.querySelector('svg.ch')).toBeNull();
    expect(shown.root.querySelectorAll('tbody tr').length, 'days without a value are left out').toBe(22);
  });

  it('walks the chart from the keyboard and opens a day with Enter', async () => {
    shown = await render(Today);
    const chart = shown.root.querySelector<HTMLElement>('[role="application"]');
    chart?.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) chart?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await settle();
    expect(window.location.hash).toBe('#/earnings?from=2026-10-02&to=2026-10-02');
  });

  it('teaches when there is nothing yet', async () => {
    shown = await render(Today, { variant: 'empty' });
    expect(text(shown.root)).toContain('Nothing here yet');
    button(shown.root, 'Connect a platform').click();
    expect(window.location.hash).toBe('#/accounts?connect=1');
  });

  it('draws grey lines only on the first load', async () => {
    shown = await render(Today, {}, (host) => host.answer('today', () => new Promise(() => undefined)));
    expect(shown.root.querySelectorAll('[aria-busy="true"]').length).toBeGreaterThan(0);
  });

  it('says what an error means and tries again', async () => {
    shown = await render(Today, { variant: 'error' });
    expect(text(shown.root.querySelector('[role="alert"]'))).toContain('These rows cannot be read');
    shown.host.calls.length = 0;
    button(shown.root, 'Try again').click();
    await settle();
    expect(shown.host.calls.map((call) => call.name)).toContain('today');
  });

  it('stays readable with no network, and says how old it is', async () => {
    shown = await render(Today, { variant: 'offline' });
    expect(text(shown.root.querySelector('.banner'))).toContain('No network. Everything here is from 07:42');
    expect(rows().length).toBe(8);
  });

  it('carries the sandbox banner in a profile of invented data', async () => {
    shown = await render(Today, { variant: 'sandbox' });
    expect(text(shown.root.querySelector('.banner.info'))).toContain('invented');
  });

  it('is complete in French', async () => {
    shown = await render(Today, { locale: 'fr' });
    expect(text(shown.root)).toContain('Ce qui a changé');
    expect(text(shown.root)).toContain('1 697,90EUR');
    expect(text(shown.root), 'no key may show').not.toMatch(/\b(today|common|units)\.[a-z_]+/u);
    expect(document.documentElement.lang).toBe('fr');
  });
});
