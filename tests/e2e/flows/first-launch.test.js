// The first hour of a new creator, in the real window: two doors, the sample creator, each screen, from a bar to the
// bytes behind it, French, dark, and a restart with nothing left to talk to.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newHome, openWindow, seriousFindings, settled } from '../window.js';

const NOW = '2026-11-22T09:00:00Z';
const home = newHome();
let opened;
let browser;

async function open() {
  opened = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
  browser = opened.browser;
  await settled(browser);
}

const text = (selector) => browser.execute((wanted) => document.querySelector(wanted)?.textContent?.replace(/\s+/gu, ' ').trim() ?? null, selector);
const exists = (selector) => browser.execute((wanted) => document.querySelector(wanted) !== null, selector);
const until = (condition, why) => browser.waitUntil(condition, { timeout: 60_000, interval: 50, timeoutMsg: why });

async function go(address) {
  await browser.execute((to) => { window.location.hash = to; }, address);
  await settled(browser);
}

// The warning above a scam is an alert too, and rightly there; an error says what to try next with a button.
const failures = () =>
  browser.execute(() => [...document.querySelectorAll('[role="alert"]')].filter((one) => one.querySelector('button') !== null).map((one) => one.textContent.trim()));

async function press(...keys) {
  await browser.keys(keys);
}

const screens = [
  ['today', 'Today', 'Aujourd’hui'],
  ['earnings', 'Earnings', 'Revenus'],
  ['payouts', 'Payouts', 'Versements'],
  ['programmes', 'Programmes', 'Programmes'],
  ['inbox', 'Inbox', 'Offres'],
  ['accounts', 'Accounts', 'Comptes'],
  ['settings', 'Settings', 'Réglages'],
];

describe('the first hour', () => {
  before(open);
  after(async () => { await opened.close(); });

  it('offers two doors and no serious barrier', async () => {
    assert.match(await text('h1'), /Everything you earned/u, 'the first launch says what the app is for');
    const doors = await browser.execute(() => [...document.querySelectorAll('button')].map((b) => b.textContent.trim()));
    assert.ok(doors.includes('Connect or import'), `one door leads to own figures: ${doors}`);
    assert.ok(doors.includes('Open the sandbox'), `the other to the sample creator: ${doors}`);
    assert.deepEqual(await seriousFindings(browser), [], 'the first screen can be used by everyone');
  });

  it('makes the sample creator with progress and shows Today', async () => {
    await (await browser.$('button=Open the sandbox')).click();
    await until(() => browser.execute(() => document.querySelector('h1')?.textContent?.trim() === 'Today'), 'Today never came');
    await settled(browser);
    assert.match(await text('main, .main'), /Sandbox: this creator and all figures are invented/u, 'invented data says so');
    assert.match(await text('main, .main'), /Earned, 1–22 November [\d,]+\.\d\d\s?EUR/u, 'this month’s figure stands first, in its unit');
  });

  for (const [screen, name] of screens) {
    it(`opens ${name} from the sidebar, with figures and without serious barriers`, async () => {
      await (await browser.$(`nav a[href^="#/${screen}"]`)).click();
      await until(() => browser.execute((wanted) => document.querySelector('h1')?.textContent?.trim() === wanted, name), `${name} never came`);
      await settled(browser);
      assert.deepEqual(await failures(), [], 'nothing failed');
      assert.deepEqual(await seriousFindings(browser), [], `${name} can be used by everyone`);
    });
  }

  it('leads from a bar of the chart to the entries of its month', async () => {
    await go('#/earnings');
    const chart = await browser.$('.ch');
    await chart.waitForExist();
    const count = () => browser.execute(() => /([\d,]+) entries/u.exec(document.querySelector('main, .main').textContent)?.[1] ?? null);
    const before = await count();
    await browser.execute(() => document.querySelector('svg.ch')?.closest('[tabindex]')?.focus());
    await press('ArrowRight');
    await press('Enter');
    await until(() => browser.execute(() => /month:\d{4}-\d\d/u.test(document.body.textContent)), 'the bar gave no filter');
    await settled(browser);
    await until(async () => (await count()) !== before, 'the totals are the month’s, no longer everything');
  });

  it('leads from a row to the exact bytes it came from', async () => {
    await go('#/earnings');
    await until(() => exists('tr[aria-rowindex="2"]'), 'the table has rows');
    const id = await browser.execute(() => window.__TAURI_INTERNALS__.invoke('entries', { filter: {}, after: null, limit: 1 }).then((page) => page.entries[0].id));
    await go(`#/earnings/${id}`);
    await until(() => exists('aside, [role="complementary"]'), 'the detail opened');
    await press('o');
    await until(() => browser.execute(() => /sha256|SHA-256/u.test(document.body.textContent)), 'the source names its hash');
    const shown = await browser.execute(async (entry) => {
      const detail = await window.__TAURI_INTERNALS__.invoke('entry', { id: entry });
      const source = await window.__TAURI_INTERNALS__.invoke('source', { document: detail.source.document, start: detail.source.start, len: detail.source.len });
      return { agrees: source.hash_agrees, text: source.text, page: document.body.textContent };
    }, id);
    assert.equal(shown.agrees, true, 'the stored bytes still have their hash');
    const squeeze = (words) => words.replace(/\s+/gu, '');
    assert.ok(squeeze(shown.page).includes(squeeze(shown.text)), 'the very bytes stand on the screen');
  });

  it('speaks French everywhere once chosen, and turns dark', async () => {
    await go('#/settings');
    await browser.execute(() => {
      const select = [...document.querySelectorAll('select')].find((s) => [...s.options].some((o) => o.value === 'fr'));
      select.value = 'fr';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await until(() => browser.execute(() => document.querySelector('h1')?.textContent?.trim() === 'Réglages'), 'the screen stayed English');
    await browser.execute(() => {
      const dark = [...document.querySelectorAll('button, input, [role="radio"]')].find((b) => (b.textContent ?? '').trim() === 'Sombre' || b.value === 'dark');
      dark.click();
    });
    await until(() => browser.execute(() => document.documentElement.dataset.theme === 'dark'), 'the theme did not turn');
    for (const [screen, , name] of screens) {
      await go(`#/${screen}`);
      assert.equal(await text('h1'), name, `${screen} is called by its French name`);
      assert.deepEqual(await seriousFindings(browser), [], `${name} can be used by everyone, in the dark too`);
    }
  });

  it('still has everything after a restart with nothing left to talk to', async () => {
    const before = await browser.execute(() => window.__TAURI_INTERNALS__.invoke('entries', { filter: {}, after: null, limit: 50 }));
    await opened.close();
    await open();
    assert.equal(await text('h1'), 'Aujourd’hui', 'the last profile, language and theme come back');
    const now = await browser.execute(() => window.__TAURI_INTERNALS__.invoke('entries', { filter: {}, after: null, limit: 50 }));
    assert.deepEqual(now, before, 'the same rows with the same figures, and no emulator runs');
    for (const [screen, , name] of screens) {
      await go(`#/${screen}`);
      assert.equal(await text('h1'), name, `${screen} answers without a network`);
      assert.deepEqual(await failures(), [], `${screen} has no error to show`);
    }
  });
});
