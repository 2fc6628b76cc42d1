/**
 * The host of this page. Chosen once, before anything is drawn: the shell inside the window, the fixtures in a browser.
 * A production build holds no fixture: outside the window it has nothing to talk to and says so.
 */
import { tauriHost } from './tauri';
import type { Host } from './types';

export type * from './types';

let current: Host = tauriHost;

/** The host to talk to. */
export function host(): Host {
  return current;
}

/** Puts another host in place: tests, and the start of the page. */
export function setHost(next: Host): void {
  current = next;
}

/** Chooses the host for this page. */
export async function chooseHost(): Promise<void> {
  if ('__TAURI_INTERNALS__' in window) return;
  if (import.meta.env.MODE !== 'production') {
    const { fixtureHost, optionsFrom } = await import('./fixture');
    setHost(fixtureHost(optionsFrom(window.location.search)));
  }
}
