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
  ['payouts-match', '#/payouts/match'],
  ['payouts-calendar', '#/payouts/calendar'],
  ['payouts-months', '#/payouts/months'],
  ['changes', '#/today/changes'],
  ['changes-drift', '#/today/drift'],
  ['changes-doubles', '#/today/doubles'],
  ['programmes', '#/programmes'],
  ['programme', '#/programmes/tiktok.creator_rewards'],
  ['programme-what-if', '#/programmes/tiktok.creator_rewards?set=followers:200000', async (b) => { await b.keys('w'); await b.execute(() => { for (const one of document.querySelectorAll('main, main *, body')) one.scrollTop = 0; }); }],
  ['programme-compare', '#/programmes/tiktok.creator_rewards?compare=US'],
  ['inbox', '#/inbox', async (b) => { await open(b, 'a[href^="#/inbox/"]'); }],
  ['inbox-proposed', '#/inbox', async (b) => { await openProposed(b); }],
  ['accounts', '#/accounts'],
  ['accounts-mailbox', '#/accounts?connect=1', async (b) => { await chooseMailbox(b); }],
  ['settings', '#/settings'],
  ['settings-end', '#/settings', async (b) => { await scrollToEnd(b); }],
];

/** Screens also shown in the theme of high contrast. */
const contrast = ['today', 'earnings', 'payouts', 'programmes', 'inbox'];

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

/** Opens the first offer that is still a proposal and not said to be a scam. */
async function openProposed(browser) {
  const id = await browser.execute(async () => {
    const list = await window.__TAURI_INTERNALS__.invoke('offers', { filter: {} });
    return list.groups.flatMap((group) => group.offers).find((offer) => offer.proposed && offer.grade !== 'likely_scam')?.id;
  });
  if (id === undefined) throw new Error('no offer is proposed');
  await browser.execute((to) => { window.location.hash = to; }, `#/inbox/${id}`);
  await settled(browser);
}

/** Chooses the mailbox in the form of a new connection. */
async function chooseMailbox(browser) {
  const found = await browser.execute(() => {
    for (const list of document.querySelectorAll('select')) {
      const option = [...list.options].find((one) => /mail|imap/iu.test(`${one.value} ${one.textContent}`));
      if (option === undefined) continue;
      list.value = option.value;
      list.dispatchEvent(new Event('input', { bubbles: true }));
      list.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    }
    return false;
  });
  if (!found) throw new Error('no mailbox to choose');
  await settled(browser);
}

/** Scrolls what scrolls on the page to its end. */
async function scrollToEnd(browser) {
  await browser.execute(() => {
    for (const pane of document.querySelectorAll('main .pane, main .body')) if (pane.scrollHeight > pane.clientHeight + 8) pane.scrollTop = pane.scrollHeight;
  });
}

/** What no picture may show: a key without words, a code, a page wider than its window. Each is one line; an empty list is well. */
async function ashamed(browser) {
  return browser.execute(() => {
    const said = [];
    const own = (one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join(' ').trim();
    const raw = /\b(?:accounts|changes|common|connect|doubles|earnings|errors?|forecast|hand|health|inbox|keys|passphrase|payouts|programmes|rates|settings|shell|signin|today|wizard|youtube|tiktok|twitch|meta|patreon)\.[a-z]+_?[a-z_.]*\b|\{\w+\}|\b[a-z]+_[a-z_]+\b|\bundefined\b|\bNaN\b|\[object/u;
    for (const one of document.querySelectorAll('body *')) {
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const words = own(one);
      if (words !== '' && raw.test(words)) said.push(`code: ${raw.exec(words)[0]} in "${words.slice(0, 80)}"`);
      if (words === '' || box.width === 0 || style.visibility === 'hidden' || one.closest('.vh, .skip') !== null) continue;
      if (box.right > window.innerWidth + 1) said.push(`beyond the window: "${words.slice(0, 60)}"`);
      if (style.overflowX !== 'visible' && style.overflowX !== 'auto' && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) said.push(`cut: "${words.slice(0, 80)}" (${one.clientWidth} of ${one.scrollWidth})`);
    }
    if (document.documentElement.scrollWidth > window.innerWidth) said.push(`the page is ${document.documentElement.scrollWidth} wide`);
    return [...new Set(said)];
  });
}

async function take(browser, name, address, before) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) return;
  await browser.execute((to) => { window.location.hash = to; }, address);
  await settled(browser);
  if (before) await before(browser);
  await settled(browser);
  await picture(browser, path.join(folder, `${name}.png`));
  console.log([name, ...(await ashamed(browser)).map((line) => `  ${line}`)].join('\n'));
}

const invoke = (browser, name, args) =>
  browser.executeAsync((command, given, done) => {
    window.__TAURI_INTERNALS__.invoke(command, given).then((answer) => done({ answer }), (error) => done({ error }));
  }, name, args);

async function start(home) {
  const window = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
  await window.browser.$('h1').waitForExist();
  await settled(window.browser);
  return window;
}

async function must(browser, name, args) {
  const made = await invoke(browser, name, args);
  if (made.error) throw new Error(JSON.stringify(made.error));
  return made.answer;
}

const wanted = (name) => only.length === 0 || only.some((part) => name.includes(part));

// A profile of its own with nothing in it: what each screen says then.
const bare = ['today', 'earnings', 'payouts', 'programmes', 'inbox', 'accounts'];
if (wanted('first-run') || bare.some((screen) => wanted(`${screen}-empty`))) {
  const window = await start(newHome());
  await take(window.browser, 'first-run', '#/');
  await must(window.browser, 'start_profile', {});
  await window.browser.refresh();
  await settled(window.browser);
  for (const screen of bare) await take(window.browser, `${screen}-empty`, `#/${screen}`);
  await window.close();
}

// A profile behind a passphrase, before it is opened.
if (wanted('locked')) {
  const home = newHome();
  const before = await start(home);
  await must(before.browser, 'start_profile', {});
  await must(before.browser, 'set_passphrase', { current: null, new: 'four invented words here' });
  await before.close();
  const after = await start(home);
  await take(after.browser, 'locked', '#/');
  await after.close();
}

const home = newHome();
const first = await start(home);
await must(first.browser, 'open_sandbox', {});
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
      await browser.setWindowSize(1280, 860);
      await invoke(browser, 'set_settings', { patch: { theme: 'contrast' } });
      await browser.refresh();
      await settled(browser);
      for (const [name, address, before] of screens) if (contrast.includes(name)) await take(browser, `${name}-contrast`, address, before);
    }
    await window.close();
  }
}
