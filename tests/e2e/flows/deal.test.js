// A deal from its first mail to its money, in the real window, by keyboard alone and in French: a mail arrives while the window
// stands open, is proposed and confirmed, countered with nobody there to send it, sent on return, agreed, planned, billed, and
// the line at the bank pays the bill. Mail comes and goes through servers that are not ours.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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

/** Asks the studio as the window does. */
async function invoke(name, args) {
  const told = await browser.executeAsync((command, given, done) => {
    window.__TAURI_INTERNALS__.invoke(command, given).then((answer) => done({ answer }), (error) => done({ error }));
  }, name, args);
  assert.equal(told.error, undefined, `${name}: ${JSON.stringify(told.error)}`);
  return told.answer;
}


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

/** Chooses in the focused list by its first letters, as a keyboard does. */
async function choose(letters) {
  await type(letters);
  await press('Enter');
}

/** Goes down the open menu until what is looked for has the focus, and takes it. */
async function move(test, why) {
  for (let step = 0; step < 20; step += 1) {
    if (test.test(await browser.execute(() => document.activeElement?.textContent ?? ''))) {
      await press('Enter');
      return;
    }
    await press('ArrowDown');
  }
  assert.fail(`the arrows do not reach ${why}`);
}

const first = async () => (await invoke('offers', { filter: {} })).groups[0].offers[0];
const stage = async () => (await first()).stage;
const offerId = async () => (await first()).id;

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

const answer = (to) => `From: Lucie Ferrand <lucie@maison-olive.example>
To: Camille <${USER}>
Subject: =?utf-8?Q?Re:_Campagne_d=E2=80=99hiver_:_partenariat_r=C3=A9mun=C3=A9r=C3=A9?=
Date: ${day(0).toUTCString().replace('GMT', '+0000')}
Message-ID: <olive-2@maison-olive.example>
In-Reply-To: <${to}>
References: <olive-1@maison-olive.example> <${to}>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Bonjour Camille,

C’est d’accord pour nous : la rémunération est de 1 000 € HT. À vous de jouer !

Lucie
`;

const statement = (number) => `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>${iso(0).replaceAll('-', '')}080000<LANGUAGE>FRA<FI><ORG>Example Bank<FID>0</FI></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1>
<STMTTRNRS>
<TRNUID>0
<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS>
<CURDEF>EUR
<BANKACCTFROM>
<BANKID>12030000
<ACCTID>FR0012030000000202051
<ACCTTYPE>CHECKING
</BANKACCTFROM>
<BANKTRANLIST>
<DTSTART>${iso(-30).replaceAll('-', '')}
<DTEND>${iso(0).replaceAll('-', '')}
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>${iso(0).replaceAll('-', '')}
<TRNAMT>1000.00
<FITID>${iso(0).replaceAll('-', '')}00017
<NAME>MAISON OLIVE SARL
<MEMO>FACTURE ${number}
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>1000.00<DTASOF>${iso(0).replaceAll('-', '')}</LEDGERBAL>
</STMTRS>
</STMTTRNRS>
</BANKMSGSRSV1>
</OFX>
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

  it('is agreed when the brand says yes', async () => {
    const [, id] = /^Message-ID: <([^>]+)>/mu.exec(mail.sent[0]) ?? [];
    assert.ok(id !== undefined, 'what went out has an id');
    mail.deliver(answer(id));
    await says(/C’est d’accord pour nous/u, 'her answer came by itself, into the same thread');
    assert.equal((await invoke('offers', { filter: {} })).count, 1, 'it is no second offer');
    await says(/1\s?000,00\s?EUR/u, 'the fee is the one she agrees to');
    await free();
    await press('s');
    await until(() => browser.execute(() => document.querySelector('[role="menu"]') !== null), 'the stages open');
    await move(/Conclue/u, 'agreed');
    await until(async () => (await stage()) === 'agreed', 'agreed');
  });

  it('has its pieces planned, and says when they are out', async () => {
    await tabTo(/^BUTTON Frise/u, 'the strip of days');
    await press('ArrowRight');
    await press('Enter');
    await says(/Prévu/u, 'they stand there, planned');
    for (const what of ['Vidéo 1', 'Vidéo 2', 'Story 1']) {
      await tabTo(new RegExp(`^BUTTON Régler ${what}`, 'u'), `the piece: ${what}`);
      await press('Enter');
      await tabTo(/^SELECT État/u, 'its state');
      await choose('Pub');
      await tabTo(/^BUTTON.*Garder/u, 'keep');
      await press('Enter');
      await until(() => browser.execute(() => document.querySelector('td form') === null), 'kept');
    }
    await says(/Publié/u, 'they are out');
  });

  it('is billed: a draft, its number, its paper', async () => {
    await free();
    await press('i');
    await says(/Facturé à/u, 'the form opens');
    const fill = async (label, text) => {
      await tabTo(new RegExp(`^INPUT.*${label}`, 'u'), label);
      await press('Control', 'a');
      await type(text);
    };
    await fill('Nom légal', 'Maison Olive SARL');
    await fill('Rue', '4 quai des Exemples');
    await fill('Code postal', '13000');
    await fill('Ville', 'Exempleville');
    await fill('Pays', 'FR');
    await tabTo(/^SELECT TVA/u, 'how VAT is treated');
    await choose('Franch');
    await tabTo(/^BUTTON.*Vos coordonnées/u, 'the own details');
    await press('Enter');
    await fill('Nom légal', 'Camille Exemple');
    await fill('Rue', '12 rue de l’Atelier');
    await fill('Code postal', '75000');
    await fill('Ville', 'Exempleville');
    await fill('Pays', 'FR');
    await fill('Numéro d’entreprise', '123456782');
    await fill('IBAN', 'FR7612345987650123456789014');
    await tabTo(/^BUTTON.*Garder le brouillon/u, 'keep');
    await press('Enter');
    await until(() => browser.execute(() => document.querySelector('dialog[open]') === null), 'the form is closed');
    const [draft] = (await invoke('invoices', { offer: await offerId() })).invoices;
    assert.match((await invoke('invoice', { id: draft.id })).preview.vat_note, /293 B/u, 'with the note France asks for');
    await tabTo(/^BUTTON.*Émettre/u, 'issue');
    await press('Enter');
    await until(() => browser.execute(() => document.querySelector('dialog[open]') !== null), 'it asks first');
    await tabTo(/^BUTTON.*Émettre/u, 'yes, issue');
    await press('Enter');
    await says(/Enregistrer le PDF/u, 'it has its number');
    const { invoices } = await invoke('invoices', { offer: await offerId() });
    assert.equal(invoices.length, 1);
    assert.match(invoices[0].number, /0*1$/u, 'the first of its series');
    // where a file goes is asked by the system's own dialog, which no page can answer
    await invoke('invoice_pdf', { id: invoices[0].id, path: path.join(home, 'facture.pdf') });
    const paper = readFileSync(path.join(home, 'facture.pdf'));
    assert.equal(paper.subarray(0, 5).toString(), '%PDF-', 'a paper');
    assert.ok(paper.includes('factur-x.xml'), 'with its data inside');
    await tabTo(/^BUTTON.*Marquer envoyée/u, 'sent');
    await press('Enter');
    await until(async () => (await invoke('invoices', { offer: await offerId() })).invoices[0].state === 'sent', 'marked as sent');
  });

  it('is paid by the line at the bank', async () => {
    const { invoices } = await invoke('invoices', { offer: await offerId() });
    writeFileSync(path.join(home, 'banque.ofx'), statement(invoices[0].number));
    await invoke('import', { paths: [path.join(home, 'banque.ofx')], format: null, account: null, dry_run: false, answers: null });
    await says(/C’est le paiement/u, 'the line is proposed as its payment');
    await says(/cite la facture/u, 'with the reason');
    await tabTo(/^BUTTON.*C’est le paiement/u, 'the proposal');
    await press('Enter');
    await until(async () => (await invoke('invoices', { offer: await offerId() })).invoices[0].state === 'paid', 'the bill is paid');
    await until(async () => (await stage()) === 'paid', 'and so is the deal');
    await says(/Payée/u, 'the window says so');
    assert.deepEqual(await seriousFindings(browser), [], 'it can be used by everyone');
  });
});
