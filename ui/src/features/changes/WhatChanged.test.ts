import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import { press } from '../../../tests/render';
import type { ChangesPage } from '../../bindings/ChangesPage';
import snapshot from '../../../fixtures/changes.json';
import WhatChanged from './WhatChanged.svelte';

const page = snapshot as unknown as ChangesPage;
const keyLike = /\b(?:changes|today|common|streams|platforms)\.[a-z_]+/u;

describe('What changed', () => {
  it('lists every line under the run that brought it, what is missing first', async () => {
    const { body, text } = await draw(WhatChanged, '#/today/changes');
    expect(body.querySelectorAll('li.act')).toHaveLength(page.items.length);
    expect(body.querySelector('li.run')?.textContent).toContain('As of today');
    expect(text()).toContain('Sync');
    expect(text()).not.toMatch(keyLike);
  });

  it('filters by kind, account and flag through the address', async () => {
    const { host } = await draw(WhatChanged, '#/today/changes?kind=revised&account=4&scope=flagged');
    expect(host.calls.findLast((call) => call.name === 'changes')?.args).toMatchObject({ query: { kind: 'revised', account: 4, flagged: true, all: true }, after: null });
  });

  it('acknowledges with E and takes it back', async () => {
    const { body, host } = await draw(WhatChanged, '#/today/changes');
    await press('j');
    await press('j');
    expect(body.querySelectorAll('a.open')[1]).toBe(document.activeElement);
    await press('e');
    expect(host.calls.find((call) => call.name === 'acknowledge')?.args).toEqual({ changes: [page.items[1]?.id] });
  });

  it('flags with F and a note, and shows the flag', async () => {
    const { body, host } = await draw(WhatChanged, '#/today/changes', {}, (made) => made.answer('flag_change', () => ({ note: 'ask', since: '2026-10-22T08:00:00Z' })));
    await press('j');
    await press('f');
    const field = body.querySelector<HTMLInputElement>('dialog input');
    if (field === null) throw new Error('the note is asked for');
    field.value = 'ask the shop';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    [...body.querySelectorAll<HTMLButtonElement>('dialog button')].find((button) => button.textContent.trim() === 'Flag')?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'flag_change')?.args).toEqual({ change: page.items[0]?.id, note: 'ask the shop' });
    expect(body.querySelector('dialog'), 'the question is answered').toBeNull();
  });

  it('acknowledges what the filter shows and no more', async () => {
    const { body, host } = await draw(WhatChanged, '#/today/changes?kind=new', {}, (made) => made.answer('acknowledge_shown', () => [5]));
    [...body.querySelectorAll<HTMLButtonElement>('button')].find((button) => button.textContent.includes('Acknowledge all shown'))?.click();
    await settled();
    expect(host.calls.find((call) => call.name === 'acknowledge_shown')?.args).toEqual({ query: { kind: 'new' } });
  });

  it('reads the next page only when asked', async () => {
    const { body, host } = await draw(WhatChanged, '#/today/changes', {}, (made) =>
      made.answer('changes', ({ after }) => (after === null ? { ...page, next: 7 } : { ...page, items: page.items.slice(0, 1).map((item) => ({ ...item, id: 999_999 })), next: null })),
    );
    const before = body.querySelectorAll('li.act').length;
    [...body.querySelectorAll<HTMLButtonElement>('button')].find((button) => button.textContent.includes('Show older'))?.click();
    await settled();
    expect(host.calls.filter((call) => call.name === 'changes').at(-1)?.args).toMatchObject({ after: 7 });
    expect(body.querySelectorAll('li.act')).toHaveLength(before + 1);
  });

  it('teaches when there is nothing, and says why when it cannot be read', async () => {
    const none = await draw(WhatChanged, '#/today/changes', {}, (made) => made.answer('changes', () => ({ ...page, items: [], runs: [], next: null })));
    expect(none.text()).toContain('No change to show');
    const broken = await draw(WhatChanged, '#/today/changes', { variant: 'error' });
    expect(broken.body.querySelector('[role=alert], .err, .empty')).not.toBeNull();
  });

  it('shows drift by month, each leading to its rows', async () => {
    const { body, text } = await draw(WhatChanged, '#/today/drift');
    expect(text()).toContain('First known');
    expect(body.querySelector('tbody a')?.getAttribute('href')).toMatch(/^#\/earnings\?from=2026-10-01&to=2026-10-31&account=\d+&stream=/u);
  });

  it('says which day it is looking at, and leads back', async () => {
    const { host, text } = await draw(WhatChanged, '#/today/known?on=2026-10-15');
    expect(host.calls.find((call) => call.name === 'known_totals')?.args).toMatchObject({ known_on: '2026-10-15' });
    expect(host.calls.find((call) => call.name === 'known_payouts')?.args).toEqual({ known_on: '2026-10-15' });
    expect(text()).toContain('as it was known at the end of that day');
    expect(text()).toContain('Back to now');
  });

  it.each(['changes', 'drift', 'known?on=2026-10-15'])('is complete in French and free of serious faults: %s', async (view) => {
    const { body, text } = await draw(WhatChanged, `#/today/${view}`, { locale: 'fr' });
    expect(text()).not.toMatch(keyLike);
    const found = await axe.run(body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(found.violations.filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')).toEqual([]);
  }, 30_000);
});
