import { describe, expect, it } from 'vitest';
import type { MailHits } from '../../bindings/MailHits';
import type { MailThread } from '../../bindings/MailThread';
import type { FixtureHost } from '../../host/fixture';
import { draw, settled } from '../../../tests/draw';
import { toasts } from '../../lib/toasts.svelte';
import Inbox from '../inbox/Inbox.svelte';
import { mailWords, messageOf, pieces } from './address';

const keyLike = /\b(?:mail|inbox|common)\.[a-z_.]+\b/u;
const hits: MailHits = {
  messages: [
    {
      message: 5,
      thread: 4,
      offer: null,
      from: { text: 'Mara Quill', marks: [] },
      subject: { text: 'Un cœur d’été', marks: [{ start: 3, len: 4 }] },
      snippet: { text: '… <b>cœur</b> & words', marks: [{ start: 5, len: 4 }] },
      sent: '2026-10-20T08:00:00Z',
      attachments: 1,
    },
  ],
  offers: [],
  next: '1-42',
  problem: null,
};
const source = { document: 1, name: 'one.eml', kind: 'mail', received_at: '2026-10-20T08:00:00Z', sha256: 'a'.repeat(64), size: 10, start: 0, len: 10, line: null, pointer: null };
const thread: MailThread = {
  id: 4,
  subject: 'Un cœur d’été',
  offer: 3,
  messages: [
    {
      id: 5,
      from_name: 'Mara Quill',
      from_address: 'mara@quill.example',
      to: ['camille@atelier.example'],
      subject: 'Un cœur d’été',
      sent: '2026-10-20T08:00:00Z',
      text: '<img src=x onerror=alert(1)> words',
      attachments: [
        { place: 0, name: 'brief.pdf', media_type: 'application/pdf', content_type: 'application/vnd.microsoft.portable-executable', size: 12, sha256: 'b'.repeat(64), harm: 'program' },
        { place: 1, name: 'photo.png', media_type: 'image/png', content_type: 'image/png', size: 12, sha256: 'c'.repeat(64), harm: null },
      ],
      roads: [{ account: 1, handle: 'camille', folder: 'INBOX', flags: ['seen'], gone: '2026-10-21T08:00:00Z', source }],
    },
  ],
};
const answers = (host: FixtureHost) => {
  host.answer('search_mail', () => hits);
  host.answer('mail_thread', () => thread);
};
const button = (body: HTMLElement, name: string, at = 0) => [...document.querySelectorAll<HTMLElement>('button')].filter((one) => (body.contains(one) || one.closest('dialog') !== null) && one.textContent.trim() === name)[at];

describe('search in messages', () => {
  it('marks the words it found and leads to the conversation', async () => {
    const { body, text } = await draw(Inbox, '#/inbox?q=coeur', {}, answers);
    const found = body.querySelector<HTMLAnchorElement>('.hit');
    expect([...(found?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent)).toEqual(['cœur', 'cœur']);
    expect(found?.querySelector('b'), 'nothing becomes markup').toBeNull();
    expect(found?.getAttribute('href')).toMatch(/^#\/inbox\/m5\?/u);
    expect(text()).not.toMatch(keyLike);
  });

  it('asks for the next page behind the last message', async () => {
    const { body, host } = await draw(Inbox, '#/inbox?q=coeur', {}, answers);
    button(body, 'More messages')?.click();
    await settled();
    const asked = host.calls.filter((call) => call.name === 'search_mail').at(-1);
    expect(asked?.args).toEqual({ search: { text: 'coeur', newest: false, after: '1-42' } });
  });

  it('says why a line cannot be read', async () => {
    const { text } = await draw(Inbox, '#/inbox?q=after%3Ayesterday', { locale: 'fr' }, (host) =>
      host.answer('search_mail', () => ({ messages: [], offers: [], next: null, problem: { code: 'not_a_day', about: 'after:yesterday' } })),
    );
    expect(text()).toContain('after:yesterday : écrivez un jour');
  });
});

describe('a conversation', () => {
  it('is plain text, says where each message lies, and leads to its offer', async () => {
    const { body, text } = await draw(Inbox, '#/inbox/m5', {}, answers);
    expect(body.querySelector('article img')).toBeNull();
    expect(text()).toContain('<img src=x onerror=alert(1)> words');
    expect(text()).toContain('camille: INBOX, no longer there since');
    expect(body.querySelector('a[href^="#/inbox/3"]')).not.toBeNull();
    expect(text()).not.toMatch(keyLike);
  });

  it('warns before a file that may do harm is saved, and saves where the creator says', async () => {
    const { body, host } = await draw(Inbox, '#/inbox/m5', {}, answers);
    host.answer('save_attachment', () => ({ path: '/tmp/x', attachment: thread.messages[0]?.attachments[0] as never }));
    host.saveFile = () => Promise.resolve('/tmp/x');
    button(body, 'Save…', 0)?.click();
    await settled();
    expect(host.calls.some((call) => call.name === 'save_attachment'), 'not before the warning').toBe(false);
    button(body, 'Save anyway…')?.click();
    await settled();
    expect(host.calls.filter((call) => call.name === 'save_attachment').map((call) => call.args)).toEqual([{ message: 5, place: 0, path: '/tmp/x' }]);
    expect(toasts.shown.some((toast) => toast.text.includes('It was not opened'))).toBe(true);
  });
});

describe('a message from another app', () => {
  it('needs its words and who wrote them, and can be taken back', async () => {
    const { body, host } = await draw(Inbox, '#/inbox', {}, (given) => {
      answers(given);
      given.answer('paste_message', () => ({ run: 7, offer: 3 }));
    });
    button(body, 'Paste a message')?.click();
    await settled();
    button(body, 'Propose as an offer')?.click();
    await settled();
    expect(document.body.textContent).toContain('Say who wrote it.');
    expect(host.calls.some((call) => call.name === 'paste_message')).toBe(false);
    const area = document.querySelector('textarea');
    const who = document.querySelector<HTMLInputElement>('dialog input');
    if (area === null || who === null) throw new Error('the form is not there');
    area.value = '450 € for a story?';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    who.value = 'Nour';
    who.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    button(body, 'Propose as an offer')?.click();
    await settled();
    expect(host.calls.filter((call) => call.name === 'paste_message').map((call) => call.args)).toEqual([{ typed: { text: '450 € for a story?', who: 'Nour' } }]);
    await toasts.shown.at(-1)?.undo?.();
    expect(host.calls.filter((call) => call.name === 'undo_import').map((call) => call.args)).toEqual([{ run: 7 }]);
  });
});

describe('the search line', () => {
  it('leaves out what only offers have', () => {
    expect(mailWords('stage:new linen tag:"big one" -has:fee has:attachment from:lune')).toBe('linen has:attachment from:lune');
    expect(messageOf('m12')).toBe(12);
    expect(messageOf('12')).toBeNull();
    expect(pieces('abc', [{ start: 1, len: 1 }]).map((piece) => piece.text)).toEqual(['a', 'b', 'c']);
  });
});
