// A deal from its first mail to its money, in the real window, by keyboard alone and in French: a mail arrives while the window
// stands open, is proposed and confirmed, countered with nobody there to send it, sent on return, agreed, planned, billed, and
// the line at the bank pays the bill. Mail comes and goes through servers that are not ours.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { haveDovecot, PASSWORD, startMail, USER } from '../mail-servers.js';
import { newHome, openWindow, seriousFindings, settled } from '../window.js';

const root = path.resolve(import.meta.dirname, '../../..');
const creatorctl = process.env.CREATORCTL_BIN ?? path.join(root, 'target/debug/creatorctl');
const home = newHome();
const profile = path.join(home, 'studio');
const skip = haveDovecot() || process.env.CI ? false : 'no Dovecot here (scripts/setup-linux test installs it on Debian and Ubuntu)';
let mail;
let opened;
let browser;

const page = () => browser.execute(() => document.body.textContent.replace(/\s+/gu, ' '));
const until = (condition, why) => browser.waitUntil(condition, { timeout: 60_000, interval: 50, timeoutMsg: why });
const says = async (pattern, why) => {
  try {
    await until(async () => pattern.test(await page()), why);
  } catch (error) {
    throw new Error(`${why}: the window says ${(await page()).slice(0, 3000)}`, { cause: error });
  }
};
const press = (...keys) => browser.keys(keys);
const invoke = (name, args) => browser.execute((command, given) => window.__TAURI_INTERNALS__.invoke(command, given), name, args);

/** One command of the command line. The servers of the test live in this process, so it must not stand still meanwhile. */
async function creator(...args) {
  const child = spawn(creatorctl, ['--json', '--profile', profile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CREATOR_STUDIO_HOME: home, CREATOR_STUDIO_KEYCHAIN: 'off' },
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (part) => { said[stream] += part; });
  const code = await new Promise((resolve) => { child.once('close', resolve); });
  assert.equal(code, 0, `creatorctl ${args.join(' ')}: ${said.stdout}${said.stderr}`);
  return JSON.parse(said.stdout);
}

/** Tab until what has the focus is what is looked for: a keyboard has no other way. */
async function tabTo(test, why, most = 300) {
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

/** Nothing has the focus, so that letters are commands. */
const free = () => browser.execute(() => document.activeElement?.blur());

const day = (days) => new Date(Date.now() + days * 86_400_000);
const iso = (days) => day(days).toISOString().slice(0, 10);
const inFrench = (days) => new Intl.DateTimeFormat('fr', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day(days));

const offer = () => `From: Lucie Ferrand <lucie@maison-olive.example>
To: Camille <${USER}>
Subject: =?utf-8?Q?Campagne_d=E2=80=99hiver_:_partenariat_r=C3=A9mun=C3=A9r=C3=A9?=
Date: ${day(-1).toUTCString().replace('GMT', '+0000')}
Message-ID: <olive-1@maison-olive.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Bonjour Camille,

Nous aimerions vous proposer un partenariat pour notre campagne d’hiver : 2 vidéos et 1 story sur Instagram.
La rémunération est de 850 € HT, payée à 30 jours.
Le brouillon est attendu le ${inFrench(10)}, la publication le ${inFrench(17)}.
Pourriez-vous nous répondre avant le ${inFrench(6)} ?

Bien à vous,
Lucie Ferrand, Maison Olive
`;

describe('a deal by keyboard, in French', { skip }, () => {
  before(async () => {
    mail = await startMail(newHome());
    await creator('profile', 'init');
    const secret = path.join(home, 'login.json');
    writeFileSync(secret, JSON.stringify({ server: `127.0.0.1:${mail.imaps}`, user: USER, password: PASSWORD, certificate: mail.certificate }));
    const { account } = await creator('account', 'add', 'mail', '--secret-file', secret);
    await mail.sendingUp();
    await creator('offers', 'sender', String(account.id), '--server', `starttls://127.0.0.1:${mail.submission}`, '--address', USER, '--name', 'Camille', '--proof', 'none');
    await mail.sendingDown();
    opened = await openWindow({ home });
    browser = opened.browser;
    await settled(browser);
    await invoke('open_profile', { folder: profile });
    await invoke('set_settings', { patch: { locale: 'fr' } });
    await browser.refresh();
    await settled(browser);
    await browser.execute(() => { window.location.hash = '#/inbox'; });
    await settled(browser);
  });
  after(async () => {
    await opened?.close();
    await mail?.stop();
  });

  it('brings a new mail into the open window', async () => {
    mail.deliver(offer());
    await says(/Maison Olive/u, 'the mail came by itself');
    await says(/850/u, 'with its fee');
    assert.doesNotMatch(await page(), /inbox\.[a-z_]+\.[a-z_]+/u, 'every word has its French');
  });

  it('is confirmed with one key', async () => {
    await says(/deux vidéos|2 vidéos/u, 'its text stands there');
    assert.equal((await invoke('offers', { filter: {} })).groups[0].offers[0].proposed, true, 'it is proposed first');
    await free();
    await press('c');
    await until(async () => !(await invoke('offers', { filter: {} })).groups[0].offers[0].proposed, 'then confirmed');
    assert.deepEqual(await seriousFindings(browser), [], 'it can be used by everyone');
  });

  it('is countered with nobody there to send it, and goes out on return, once', async () => {
    await free();
    await press('k');
    await tabTo(/INPUT.*Votre rémunération/u, 'the field of the fee');
    await type('1 000 €');
    await press('Enter');
    await tabTo(/INPUT.*Produit/u, 'the field of the product, which the mail does not name');
    await type('votre huile d’olive');
    await press('Enter');
    await press('Control', 'Enter');
    await says(/1 réponse attend/u, 'it waits in the outbox');
    // until it was tried and nobody answered
    await until(async () => (await invoke('outbox')).open.some((row) => row.why === 'offline'), 'nobody takes it');
    assert.equal(mail.sent.length, 0, 'nothing went out');
    await mail.sendingUp();
    await tabTo(/^BUTTON .*Essayer maintenant/u, 'another try');
    await press('Enter');
    await until(async () => mail.sent.length === 1, 'it went out');
    await until(async () => (await invoke('outbox')).open.length === 0, 'and the outbox knows');
    assert.match(mail.sent[0], /In-Reply-To: <olive-1@maison-olive\.example>/u, 'it answers her mail');
    assert.match(mail.sent[0], /To: .*lucie@maison-olive\.example/u, 'to her');
    assert.match(mail.sent[0], /1[ \u00a0\u202f]000|1_?=C2=A0000|1 000/u, 'with the new fee');
    await says(/Camille, camille@studio\.example/u, 'and stands in the thread');
  });
});
