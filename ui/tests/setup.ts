/** Before each test: English, a fixed day, no leftovers of the test before. */
import { beforeEach } from 'vitest';
import { setClock } from '../src/lib/format';
import { setLocale } from '../src/lib/i18n.svelte';

beforeEach(() => {
  document.body.replaceChildren();
  window.history.replaceState(null, '', '#/');
  setLocale('en');
  setClock('Europe/Paris', '2026-10-22');
});
