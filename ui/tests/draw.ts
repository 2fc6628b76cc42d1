/** Draws a screen on the fixtures, as the window would: a host, an address, a language, the state of the app. */
import { flushSync, mount, tick, unmount, type Component } from 'svelte';
import { onTestFinished } from 'vitest';
import { setHost } from '../src/host';
import { fixtureHost, type FixtureHost, type FixtureOptions } from '../src/host/fixture';
import { loadApp } from '../src/lib/app.svelte';
import { setClock } from '../src/lib/format';
import { handle } from '../src/lib/keys.svelte';
import { follow } from '../src/lib/router.svelte';
import { tell } from './figures';

export type Drawn = {
  host: FixtureHost;
  /** Everything that is drawn. */
  body: HTMLElement;
  /** The text a reader meets, white space folded. */
  text: () => string;
  /** Presses a key where the focus is. */
  press: (key: string) => Promise<void>;
};

/** Lets answered questions be drawn. Fixtures answer at once, so a few turns of the queue are enough. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await tick();
  flushSync();
}

/** Draws a screen at an address, with the story's figures where the state has any. `before` may change answers first. */
export async function draw(
  screen: Component,
  address: string,
  options: FixtureOptions = {},
  before: (host: FixtureHost) => void = () => undefined,
): Promise<Drawn> {
  const host = fixtureHost(options);
  if (options.variant === undefined || options.variant === 'offline') tell(host);
  before(host);
  setHost(host);
  window.history.replaceState(null, '', address);
  const unfollow = follow('today');
  await loadApp();
  setClock('Europe/Paris', '2026-10-22');
  const body = document.createElement('div');
  document.body.append(body);
  const app = mount(screen, { target: body });
  onTestFinished(async () => {
    unfollow();
    await unmount(app);
  });
  await settled();
  return {
    host,
    body,
    text: () => (body.textContent ?? '').replaceAll(/\s+/gu, ' '),
    press: async (key) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
      if (!event.defaultPrevented) handle(event);
      await settled();
    },
  };
}
