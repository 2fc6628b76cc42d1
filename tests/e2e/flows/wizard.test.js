// A table nobody knows, in the real window: dropped, mapped, asked about, previewed, saved and imported; the next file of its
// shape comes in by itself.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { newHome, openWindow, seriousFindings, settled } from '../window.js';

const NOW = '2026-11-22T09:00:00Z';
const HEADER = 'Order;Sold on;Thing;Buyer;Amount;Fee;Payable';
const home = newHome();
const first = path.join(home, 'clay-market-september.csv');
const next = path.join(home, 'october.csv');
let opened;
let browser;

const text = (selector) => browser.execute((wanted) => document.querySelector(wanted)?.textContent?.replace(/\s+/gu, ' ').trim() ?? null, selector);
const until = (condition, why) => browser.waitUntil(condition, { timeout: 60_000, interval: 50, timeoutMsg: why });
const says = (pattern) => browser.execute((source) => new RegExp(source, 'u').test(document.body.textContent.replace(/\s+/gu, ' ')), pattern);
const invoke = (name, args) => browser.execute((command, given) => window.__TAURI_INTERNALS__.invoke(command, given), name, args);
const current = () => text('[aria-current="step"]');

/** Drops files on the window: the event the shell sends, with everything behind it as it is. */
async function drop(...paths) {
  const heard = await browser.execute((given) => {
    const lists = Object.getOwnPropertyNames(window)
      .map((name) => { try { return window[name]; } catch { return null; } })
      .filter((one) => one !== null && typeof one === 'object' && one['tauri://drag-drop'] !== undefined);
    let count = 0;
    for (const list of lists) {
      for (const id of Object.getOwnPropertyNames(list['tauri://drag-drop'])) {
        window.__TAURI_INTERNALS__.runCallback(list['tauri://drag-drop'][id].handlerId, { event: 'tauri://drag-drop', id: Number(id), payload: { paths: given, position: { x: 10, y: 10 } } });
        count += 1;
      }
    }
    return count;
  }, paths);
  assert.ok(heard > 0, 'the window listens to files being dropped');
}

async function button(name) {
  const found = await browser.$(`button=${name}`);
  await found.waitForEnabled({ timeout: 20_000, timeoutMsg: `“${name}” cannot be pressed` });
  await found.click();
}

/** Chooses in the list with this accessible name. */
async function choose(label, value) {
  const chosen = await browser.execute((name, wanted) => {
    const list = document.querySelector(`select[aria-label="${name}"]`);
    if (list === null) return false;
    list.value = wanted;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    return list.value === wanted;
  }, label, value);
  assert.ok(chosen, `${label} can be ${value}`);
}

describe('a table nobody knows', () => {
  before(async () => {
    writeFileSync(first, [HEADER, 'C-1;03/09/2026;Blue bowl;Mara Quill;40,00;4,00;36,00', 'C-2;04/09/2026;Cup;Odo Finn;18,50;1,85;16,65', 'C-3;05/09/2026;Cup;Odo Finn;many;1,85;16,65', ''].join('\r\n'));
    writeFileSync(next, [HEADER, 'C-4;05/10/2026;Plate;Mara Quill;25,00;2,50;22,50', ''].join('\r\n'));
    opened = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
    browser = opened.browser;
    await settled(browser);
    await button('Connect or import');
    await until(() => browser.execute(() => document.querySelector('nav a') !== null), 'the own profile never opened');
    await settled(browser);
  });
  after(async () => { await opened.close(); });

  it('is dropped, not known, and offers to be explained', async () => {
    await drop(first);
    await until(() => says('Say what its columns mean'), 'the wizard was not offered');
    assert.deepEqual(await seriousFindings(browser), [], 'the refusal can be read by everyone');
    await button('Say what its columns mean');
    await until(() => says('Names of the columns, line'), 'the file was not looked over');
    assert.match(await current(), /File/u, 'it begins with the file');
  });

  it('guesses each column with a reason', async () => {
    await button('Next');
    await until(() => says('its cells are days'), 'no reasons');
    const roles = await browser.execute(() => [...document.querySelectorAll('tbody select')].map((list) => list.value));
    assert.deepEqual(roles, ['id', 'date', 'title', 'payer', 'gross', 'fee', 'net'], 'what the columns seem to mean');
    assert.deepEqual(await seriousFindings(browser), [], 'columns can be mapped by everyone');
  });

  it('asks what only the creator knows, and nothing else', async () => {
    await button('Next');
    await until(() => says('Which comes first'), 'the day order was not asked');
    const open = await browser.execute(() => [...document.querySelectorAll('footer button')].find((one) => one.textContent.trim() === 'Next').disabled);
    assert.equal(open, true, 'one cannot go on with open questions');
    await choose('Kind of income', 'shop_sale');
    await choose('Currency', 'GBP');
    await button('the day');
    await until(() => browser.execute(() => ![...document.querySelectorAll('footer button')].find((one) => one.textContent.trim() === 'Next').disabled), 'answered, and still not open');
    assert.deepEqual(await seriousFindings(browser), [], 'questions can be answered by everyone');
  });

  it('shows all rows as they would stand, and the refused one with why', async () => {
    await browser.keys(['Control', 'Enter']);
    await until(() => says('2 rows taken over'), 'no preview');
    assert.ok(await says('1 row refused'), 'the bad row is counted');
    assert.ok(await says('line 4'), 'and named');
    assert.ok(await says('52\\.65'), 'the sum to compare with the statement');
    const before = await invoke('entries', { filter: {}, after: null, limit: 10 });
    assert.equal(before.entries.length, 0, 'nothing is written yet');
    assert.deepEqual(await seriousFindings(browser), [], 'the preview can be read by everyone');
  });

  it('is saved under a name and imported', async () => {
    await button('Next');
    await until(() => browser.execute(() => document.activeElement?.tagName === 'INPUT'), 'the name does not wait for typing');
    assert.equal(await browser.execute(() => document.activeElement.value), 'clay market september', 'a name is proposed');
    await button('Save and import 2 rows');
    await until(async () => (await invoke('entries', { filter: {}, after: null, limit: 10 })).entries.length === 2, 'nothing was imported');
    const presets = await invoke('presets', {});
    assert.equal(presets[0].name, 'clay market september');
    assert.ok(presets[0].own, 'the preset is the creator’s own');
  });

  it('is known the next time, and says by which preset', async () => {
    await drop(next);
    await until(() => says('Read by your preset “clay market september”'), 'the next file was not recognised');
    await button('Import 1 row');
    await until(async () => (await invoke('entries', { filter: {}, after: null, limit: 10 })).entries.length === 3, 'the next file was not imported');
    const { entries } = await invoke('entries', { filter: {}, after: null, limit: 10 });
    assert.deepEqual(entries.map((entry) => entry.day), ['2026-10-05', '2026-09-04', '2026-09-03'], 'day first, as answered once');
    assert.equal(entries[0].figures.net.amount, '22.50');
    assert.equal(entries[0].figures.net.unit, 'GBP');
  });

  it('can be left with nothing written', async () => {
    await browser.execute(() => { window.location.hash = '#/accounts'; });
    const other = path.join(home, 'other.csv');
    writeFileSync(other, 'When,Thing,Value\n2026-01-02,Bowl,4.00\n');
    await drop(other);
    await until(() => says('Say what its columns mean'), 'the wizard was not offered');
    await button('Say what its columns mean');
    await until(() => says('Names of the columns, line'), 'the file was not looked over');
    await button('Cancel');
    await until(() => browser.execute(() => document.querySelector('[aria-current="step"]') === null), 'the wizard stayed');
    const { entries } = await invoke('entries', { filter: {}, after: null, limit: 10 });
    assert.equal(entries.length, 3, 'nothing was written');
  });
});
