/** Mounts a component on a fixture host and waits until nothing is being read any more. */
import { flushSync, mount, unmount, type Component } from 'svelte';
import { fixtureHost, type FixtureHost, type FixtureOptions } from '../src/host/fixture';
import { setHost } from '../src/host';
import { loadApp } from '../src/lib/app.svelte';
import { handle } from '../src/lib/keys.svelte';

export type Rendered = { host: FixtureHost; root: HTMLElement; stop: () => Promise<void> };

/** Lets promises and effects settle. No clock: only turns of the event loop that are already due. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    await Promise.resolve();
    flushSync();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const told = import.meta.glob<unknown>('./story/*.json', { eager: true, import: 'default' });

/** The invented story exact values are tested on; what the core's snapshots hold may change at any time. */
export const story: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(told).map(([path, value]) => [path.replace(/^.*\/|\.json$/gu, ''), value]));

/** Puts a component on the page, with the app's state read first. */
export async function render(shown: Component, options: FixtureOptions = {}, prepare?: (host: FixtureHost) => void): Promise<Rendered> {
  const host = fixtureHost({ story, ...options });
  prepare?.(host);
  setHost(host);
  await loadApp();
  const root = document.createElement('div');
  document.body.append(root);
  const made = mount(shown, { target: root });
  await settle();
  return { host, root, stop: () => unmount(made) };
}

/** The text of an element with white space made plain. */
export function text(of: Element | null | undefined): string {
  return (of?.textContent ?? '').replace(/[\s\u00a0\u202f]+/gu, ' ').trim();
}

/** The button that says this, or is named so. */
export function button(root: ParentNode, words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((known) => text(known) === words || known.getAttribute('aria-label') === words);
  if (found === undefined) throw new Error(`no button “${words}” among: ${[...root.querySelectorAll('button')].map((known) => known.getAttribute('aria-label') ?? text(known)).join(' | ')}`);
  return found;
}

/** Presses a key where the focus is. */
export async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  (document.activeElement ?? document.body).dispatchEvent(event);
  handle(event);
  await settle();
}

/** Types into a field. */
export async function type(field: Element | null, value: string): Promise<void> {
  if (!(field instanceof HTMLInputElement)) throw new Error('no such field');
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
