// Programmes in the real window, by keyboard alone and in French: another region, another day, a what-if, a standing typed by
// hand and taken back, a figure's source, the address of a rule's source before it opens, two countries side by side.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newHome, openWindow, seriousFindings, settled } from '../window.js';

const NOW = '2026-11-22T09:00:00Z';
const home = newHome();
let opened;
let browser;

const page = () => browser.execute(() => document.body.textContent.replace(/\s+/gu, ' '));
const hash = () => browser.execute(() => window.location.hash);
const until = (condition, why) => browser.waitUntil(condition, { timeout: 30_000, interval: 50, timeoutMsg: why });
const says = (pattern, why) => until(async () => pattern.test(await page()), why);
const press = (...keys) => browser.keys(keys);

/** Tab until what has the focus is what is looked for: a keyboard has no other way. */
async function tabTo(test, why, most = 400) {
  for (let step = 0; step < most; step += 1) {
    const found = await browser.execute((source) => {
      const one = document.activeElement;
      const words = `${one?.tagName} ${one?.getAttribute('aria-label') ?? ''} ${one?.title ?? ''} ${one?.textContent ?? ''} ${one?.labels?.[0]?.textContent ?? ''}`.replace(/\s+/gu, ' ').trim();
      return new RegExp(source, 'u').test(words);
    }, test.source);
    if (found) return;
    await press('Tab');
  }
  assert.fail(`the keyboard does not reach ${why}`);
}

/** Types one key after the other: a key that is still down types nothing twice. */
async function type(text) {
  for (const letter of text) await browser.keys(letter);
}

/** Chooses in the focused list by its first letters, as a keyboard does. */
async function choose(letters) {
  await type(letters);
  await press('Enter');
}

describe('programmes by keyboard, in French', () => {
  before(async () => {
    opened = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
    browser = opened.browser;
    await settled(browser);
    const invoke = (name, args) =>
      browser.executeAsync((command, given, done) => {
        window.__TAURI_INTERNALS__.invoke(command, given).then(() => done(null), (error) => done(error));
      }, name, args);
    assert.equal(await invoke('open_sandbox', {}), null, 'the sample creator opens');
    assert.equal(await invoke('set_settings', { patch: { locale: 'fr' } }), null, 'French is chosen');
    await browser.refresh();
    await settled(browser);
    await browser.execute(() => { window.location.hash = '#/programmes/tiktok.creator_rewards'; });
    await settled(browser);
  });
  after(async () => { await opened.close(); });

  it('stands in French, with a board, a page and no serious barrier', async () => {
    await says(/Ce qui n’est|Inconnu|Éligible/u, 'the board came');
    await says(/Votre situation/u, 'the standing came');
    assert.doesNotMatch(await page(), /programmes\.[a-z_]+\.[a-z_]+/u, 'every word has its French');
    assert.deepEqual(await seriousFindings(browser), [], 'it can be used by everyone');
  });

  it('switches the region', async () => {
    await tabTo(/SELECT Région/u, 'the region');
    await choose('États');
    await until(async () => /region=US/u.test(await hash()), 'the region is in the address');
    await says(/Et si, pas réel.*États-Unis/u, 'and it is marked as not real');
  });

  it('goes back in time', async () => {
    await tabTo(/INPUT Règles et chiffres/u, 'the day');
    await press('Control', 'a');
    await type('01/12/2021');
    await press('Enter');
    await until(async () => /on=2021-12-01/u.test(await hash()), 'the day is in the address');
    await says(/1 décembre 2021/u, 'and it is named');
    await says(/ouvre plus tard/u, 'what had not opened on that day says so');
  });

  it('comes back to what is with Escape', async () => {
    await browser.execute(() => document.activeElement?.blur());
    await press('Escape');
    await until(async () => !/region=|on=/u.test(await hash()), 'Escape brings back what is');
    assert.doesNotMatch(await page(), /pas réel/u);
  });

  it('runs a what-if at each key', async () => {
    await press('w');
    await tabTo(/INPUT.*Abonnés/u, 'the followers');
    await type('200000');
    await until(async () => /set=followers(?::|%3A)200000/u.test(await hash()), 'each key judges');
    await says(/Et si, pas réel.*200/u, 'it is marked as not real');
    await says(/en réalité/u, 'cards that would stand elsewhere say where they really do');
    await browser.execute(() => document.activeElement?.blur());
    await press('Escape');
    await until(async () => !/set=/u.test(await hash()), 'Escape takes it back');
  });

  it('adds a standing by hand and takes it back', async () => {
    await tabTo(/BUTTON.*Situation$/u, 'the standing');
    await press('Enter');
    await until(() => browser.execute(() => document.querySelector('dialog[open]') !== null), 'the dialog opens');
    await tabTo(/SELECT Situation/u, 'the list of standings');
    await choose('Refus');
    await tabTo(/INPUT.*Depuis/u, 'its day');
    await press('Control', 'a');
    await type('15/11/2026');
    await tabTo(/INPUT.*Note/u, 'its note');
    await type('dossier 12');
    await press('Enter');
    await says(/Refusé, 15 nov\..*dossier 12/u, 'it stands in the history');
    await says(/23 jours restants/u, 'with the wait the rule states: 30 days from 15 November, 23 of them left on the 22nd');
    await tabTo(/BUTTON Retirer : Refusé|BUTTON.*Retirer.*Refusé/u, 'the way back');
    await press('Enter');
    await says(/1 ligne retirée/u, 'taken back, and kept in the history');
  });

  it('opens the source of a figure', async () => {
    await tabTo(/BUTTON.*Relevés de Abonnés/u, 'the evidence of the followers');
    await press('Enter');
    await until(() => browser.execute(() => document.querySelector('dialog[open] table') !== null), 'its readings stand there');
    await tabTo(/BUTTON.*Ouvrir la source/u, 'a source');
    await press('Enter');
    await says(/SHA-256|sha256/u, 'the bytes with their hash');
    await press('Escape');
  });

  it('shows the address of a rule’s source before it leaves', async () => {
    await until(() => browser.execute(() => document.querySelector('dialog[open]') === null), 'the dialog is closed');
    await tabTo(/BUTTON.*Ouvrir .* dans le navigateur/u, 'a source of the rule');
    await press('Enter');
    await says(/Vous quittez le studio.*https?:\/\//u, 'the whole address stands there');
    await press('Escape');
  });

  it('compares two countries', async () => {
    await until(() => browser.execute(() => document.querySelector('dialog[open]') === null), 'the dialog is closed');
    await browser.execute(() => document.activeElement?.blur());
    await press('c');
    await says(/Si je déménageais/u, 'two countries stand side by side');
    await says(/s’ouvre/u, 'with what opens');
    assert.deepEqual(await seriousFindings(browser), [], 'this too can be used by everyone');
    await press('Escape');
    await until(async () => !/compare=/u.test(await hash()), 'Escape leaves it');
  });
});
