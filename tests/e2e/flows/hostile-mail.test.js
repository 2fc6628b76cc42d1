// A mail that tries everything, opened in the real window: a server whose addresses stand in it hears nothing, no script runs. A
// request of the test's own shows that the server listens.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { newHome, openWindow, settled } from '../window.js';

const NOW = '2026-11-22T09:00:00Z';
const root = path.resolve(import.meta.dirname, '../../..');
const creatorctl = process.env.CREATORCTL_BIN ?? path.join(root, 'target/debug/creatorctl');
const home = newHome();
const profile = path.join(home, 'studio');
const heard = [];
let server;
let base;
let opened;
let browser;

const until = (condition, why) => browser.waitUntil(condition, { timeout: 60_000, interval: 50, timeoutMsg: why });
const says = (words) => browser.execute((wanted) => document.body.textContent.includes(wanted), words);
const creator = (...args) =>
  JSON.parse(
    execFileSync(creatorctl, ['--json', '--profile', profile, ...args], {
      encoding: 'utf8',
      env: { ...process.env, CREATOR_STUDIO_HOME: home, CREATOR_STUDIO_KEYCHAIN: 'off', CREATOR_STUDIO_NOW: NOW },
    }),
  );

/** Everything that makes a mail program or a browser ask a server, or run something, each under a name of its own. */
function hostile(at) {
  const mark = "document.documentElement.dataset.struck='yes'";
  return `<html><head>
<base href="${at}/base/"><title>x</title>
<meta http-equiv="refresh" content="0;url=${at}/refresh">
<link rel="stylesheet" href="${at}/style"><link rel="prefetch" href="${at}/prefetch"><link rel="preload" as="image" href="${at}/preload">
<link rel="dns-prefetch" href="${at}/dns"><link rel="preconnect" href="${at}/connect"><link rel="icon" href="${at}/icon">
<style>@import url(${at}/import); @font-face{font-family:f;src:url(${at}/font)} body{background:url(${at}/css);font-family:f} p{cursor:url(${at}/cursor),auto}</style>
<script src="${at}/script"></script><script>${mark};fetch('${at}/fetch');new Image().src='${at}/image'</script>
</head><body background="${at}/background" onload="${mark}">
<p>Hello Camille, we would love a partnership: one reel for 850 EUR, answer by 1 December.</p>
<img src="${at}/img" srcset="${at}/srcset 2x" onerror="${mark}" onload="${mark}"><img src="x" onerror="${mark}">
<picture><source srcset="${at}/source"><img src="${at}/picture"></picture>
<div style="background-image:url('${at}/inline');list-style:url(${at}/list)">styled</div>
<iframe src="${at}/iframe" srcdoc="&lt;img src=${at}/srcdoc&gt;"></iframe><frameset><frame src="${at}/frame"></frameset>
<object data="${at}/object"></object><embed src="${at}/embed"><applet code="${at}/applet"></applet>
<video src="${at}/video" poster="${at}/poster" autoplay></video><audio src="${at}/audio" autoplay></audio><track src="${at}/track">
<svg xmlns="http://www.w3.org/2000/svg"><image href="${at}/svg"/><use href="${at}/use#a"/><script>${mark}</script><style>rect{fill:url(${at}/fill)}</style></svg>
<math><mtext><img src="${at}/math" onerror="${mark}"></mtext></math>
<form action="${at}/form" id="f"><input type="image" src="${at}/button" autofocus onfocus="${mark}"><button>Go</button></form>
<a href="javascript:${mark}" ping="${at}/ping">a link</a> <a href="${at}/click">another</a>
<details open ontoggle="${mark}"><summary>more</summary></details><marquee onstart="${mark}">m</marquee>
<table background="${at}/table"><tr><td background="${at}/cell">cell</td></tr></table>
<template><img src="${at}/template"></template><noscript><img src="${at}/noscript"></noscript>
<!--[if mso]><img src="${at}/mso"><![endif]--><xml><img src="${at}/xml"></xml>
<p>{@html '<img src=${at}/brace>'} &lt;img src="${at}/entity" onerror="${mark}"&gt;</p>
</body></html>`;
}

describe('a hostile mail', () => {
  before(async () => {
    server = http.createServer((request, response) => {
      heard.push(request.url);
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('heard');
    });
    await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
    base = `http://127.0.0.1:${server.address().port}`;
    const folder = path.join(home, 'mails');
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'hostile.eml'),
      [
        'From: Brindle Partners <team@brindle-collab.example>',
        'To: camille@atelier.example',
        'Subject: Partnership <img src=x onerror=alert(1)>',
        'Date: Fri, 20 Nov 2026 10:00:00 +0000',
        'Message-ID: <hostile-1@brindle-collab.example>',
        `Disposition-Notification-To: <${base}/receipt>`,
        'MIME-Version: 1.0',
        'Content-Type: text/html; charset=utf-8',
        '',
        hostile(base),
        '',
      ].join('\r\n'),
    );
    creator('profile', 'init');
    creator('import', folder);
    opened = await openWindow({ home, env: { CREATOR_STUDIO_NOW: NOW } });
    browser = opened.browser;
    await settled(browser);
    await browser.execute((folder) => window.__TAURI_INTERNALS__.invoke('open_profile', { folder }), profile);
    await browser.execute(() => { window.location.hash = '#/inbox'; });
    await settled(browser);
  });
  after(async () => {
    await opened?.close();
    server?.close();
  });

  it('is read as an offer and as a message, and nothing is asked of anybody', async () => {
    const list = await browser.execute(() => window.__TAURI_INTERNALS__.invoke('offers', { filter: {} }));
    const offer = list.groups.flatMap((group) => group.offers)[0];
    assert.ok(offer !== undefined, 'the mail is proposed as an offer');
    await browser.execute((id) => { window.location.hash = `#/inbox/${id}`; }, offer.id);
    await until(() => says('one reel for 850 EUR'), 'the mail never stood open');
    await settled(browser);
    const hits = await browser.execute(() => window.__TAURI_INTERNALS__.invoke('search_mail', { search: { text: 'partnership', newest: false } }));
    assert.equal(hits.messages.length, 1, 'the message is found by its words');
    await browser.execute((id) => { window.location.hash = `#/inbox/m${id}`; }, hits.messages[0].message);
    await settled(browser);
    await until(() => says('one reel for 850 EUR'), 'its conversation never stood open');
    assert.deepEqual(heard, [], 'no request left while it stood open');
    const struck = await browser.execute(() => document.documentElement.dataset.struck ?? null);
    assert.equal(struck, null, 'no script of the mail ran');
    const foreign = await browser.execute(() => document.querySelectorAll('main iframe, main img, main form[action], main script, main object, main embed, main link').length);
    assert.equal(foreign, 0, 'nothing of the mail became an element');
  });

  it('would have been heard', async () => {
    await fetch(`${base}/control`);
    assert.deepEqual(heard, ['/control'], 'the server listens, and heard only the test itself');
  });
});
