// Takes the pictures of docs/screens/ from the real window: each screen in both languages and both themes, and the
// narrow window.
//
//   node screens.js FOLDER [NAME…]     only pictures whose name contains one of the NAMEs, when any are given
import path from 'node:path';
import { newHome, openWindow, picture, settled } from './window.js';

const [folder = path.resolve(import.meta.dirname, '../../docs/screens'), ...only] = process.argv.slice(2);
const NOW = process.env.CREATOR_STUDIO_NOW ?? '2026-11-22T09:00:00Z';

/** Each picture: the address, and what is done before it is taken. */
const screens = [
  ['today', '#/today'],
  ['earnings', '#/earnings'],
  ['earnings-entry', '#/earnings', async (b) => { await open(b, 'tr[aria-rowindex="4"]'); }],
  ['payouts', '#/payouts', async (b) => { await openFirst(b, 'payouts'); }],
  ['payouts-calendar', '#/payouts/calendar'],
  ['changes', '#/today/changes'],
  ['changes-drift', '#/today/drift'],
  ['programmes', '#/programmes/tiktok.creator_rewards'],
  ['inbox', '#/inbox', async (b) => { await open(b, 'a[href^="#/inbox/"]'); }],
  ['accounts', '#/accounts'],
  ['settings', '#/settings'],
];

async function open(browser, selector) {
  await browser.waitUntil(
    () => browser.execute((wanted) => document.querySelector(wanted)?.click() !== undefined || document.querySelector(wanted) !== null, selector),
    { timeout: 20_000, timeoutMsg: `nothing matches ${selector}` },
  );
  await settled(browser);
}

/** Opens the newest payout that lists what it pays. */
async function openFirst(browser, screen) {
  const id = await browser.execute(async () => {
    const list = await window.__TAURI_INTERNALS__.invoke('payouts', { after: null });
    return list.groups.flatMap((group) => group.payouts).find((payout) => payout.entries > 0 && payout.id !== null)?.id;
  });
  await browser.execute((to) => { window.location.hash = to; }, `#/${screen}/${id}`);
  await settled(browser);
}

async function take(browser, name, address, before) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) return;
  await browser.execute((to) => { window.location.hash = to; }, address);
  await settled(browser);
  if (before) await before(browser);
  await settled(browser);
  await picture(browser, path.join(folder, `${name}.png`));
  console.log(name);
}

const invoke = (browser, name, args) =>
  browser.executeAsync((command, given, done) => {
    window.__TAURI_INTERNALS__.invoke(command, given).then((answer) => done({ answer }), (error) => done({ error }));
  }, name, args);

const home = newHome();
const first = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
await first.browser.$('h1').waitForExist();
await take(first.browser, 'first-run', '#/');
const made = await invoke(first.browser, 'open_sandbox', {});
if (made.error) throw new Error(JSON.stringify(made.error));
await first.close();

for (const locale of ['en', 'fr']) {
  for (const theme of ['light', 'dark']) {
    const window = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
    const { browser } = window;
    await settled(browser);
    await invoke(browser, 'set_settings', { patch: { locale, theme } });
    await browser.refresh();
    await settled(browser);
    for (const [name, address, before] of screens) await take(browser, `${name}-${locale}-${theme}`, address, before);
    if (locale === 'en' && theme === 'light') {
      await browser.setWindowSize(900, 640);
      for (const [name, address, before] of screens) await take(browser, `${name}-900`, address, before);
    }
    await window.close();
  }
}
