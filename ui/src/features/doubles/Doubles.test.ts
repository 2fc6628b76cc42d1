import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import type { Doubles as Shape } from '../../bindings/Doubles';
import entry from '../../../fixtures/entry.json';
import snapshot from '../../../fixtures/doubles.json';
import Earnings from '../earnings/Earnings.svelte';
import WhatChanged from '../changes/WhatChanged.svelte';
import DoublesNote from './DoublesNote.svelte';

const shape = snapshot as unknown as Shape;
const group = shape.groups[0];
if (group === undefined) throw new Error('the snapshot has an overlap');
const pair = group.pairs[0];
if (pair === undefined) throw new Error('the overlap has a pair');
const keyLike = /\b(?:doubles|changes|common|platforms)\.[a-z_]+/u;

describe('Money told twice', () => {
  it('shows both sides of each pair with the reasons', async () => {
    const { body, text } = await draw(WhatChanged, '#/today/doubles');
    expect(body.querySelectorAll('tbody tr')).toHaveLength(shape.groups.reduce((sum, known) => sum + known.pairs.length, 0));
    expect(text()).toContain('same amount');
    expect(text()).toContain('counted twice');
    expect(text()).not.toMatch(keyLike);
    const found = await axe.run(body, { rules: { region: { enabled: false } } });
    expect(found.violations.filter((rule) => rule.impact === 'serious' || rule.impact === 'critical')).toEqual([]);
  });

  it('counts a whole overlap once with M, and one pair after an arrow', async () => {
    const { host, press } = await draw(WhatChanged, '#/today/doubles', {}, (made) => made.answer('merge_doubles', () => ({ decision: 7, count: 1 })));
    await press('m');
    expect(host.calls.findLast((call) => call.name === 'merge_doubles')?.args).toEqual({ ids: [group.id], keep: null });
    await press('ArrowDown');
    await press('ArrowDown');
    await press('m');
    expect(host.calls.findLast((call) => call.name === 'merge_doubles')?.args).toEqual({ ids: [pair.id], keep: null });
  });

  it('keeps both with K and takes the last decision back with U', async () => {
    const { host, press } = await draw(WhatChanged, '#/today/doubles', {}, (made) => {
      made.answer('keep_doubles', () => ({ decision: 8, count: 1 }));
      made.answer('undo_doubles', () => null);
    });
    await press('k');
    expect(host.calls.findLast((call) => call.name === 'keep_doubles')?.args).toEqual({ ids: [group.id] });
    await press('u');
    expect(host.calls.findLast((call) => call.name === 'undo_doubles')?.args).toEqual({ decision: shape.decided[0]?.id });
  });

  it('lets the creator choose the side that counts', async () => {
    const { body, host } = await draw(WhatChanged, '#/today/doubles', {}, (made) => made.answer('merge_doubles', () => ({ decision: 7, count: 1 })));
    const other = group.aside === 'one' ? 0 : 1;
    const choice = body.querySelectorAll<HTMLButtonElement>('.counts button')[other];
    choice?.click();
    await settled();
    body.querySelector<HTMLButtonElement>('header .acts button')?.click();
    await settled();
    expect(host.calls.findLast((call) => call.name === 'merge_doubles')?.args).toEqual({ ids: [group.id], keep: group.aside });
  });

  it('opens the source of either side', async () => {
    const { body, host } = await draw(WhatChanged, '#/today/doubles');
    body.querySelector<HTMLButtonElement>('tbody td button')?.click();
    await settled();
    expect(host.calls.findLast((call) => call.name === 'source')?.args).toMatchObject({ document: pair.one.source?.document });
  });

  it('teaches when nothing waits, in French too', async () => {
    const { text } = await draw(WhatChanged, '#/today/doubles', { locale: 'fr' }, (made) => made.answer('doubles', () => ({ open: 0, groups: [], decided: [], looked_from: null })));
    expect(text()).toContain('Rien n’est dit deux fois');
    expect(text()).not.toMatch(keyLike);
  });

  it('says on Accounts how many wait, and nothing when none does', async () => {
    const some = await draw(DoublesNote, '#/accounts', {}, (made) => made.answer('doubles_open', () => 3));
    expect(some.text()).toContain('3 pairs look like one thing told twice');
    const none = await draw(DoublesNote, '#/accounts', {}, (made) => made.answer('doubles_open', () => 0));
    expect(none.text().trim()).toBe('');
  });

  it('says on an entry what it is one with', async () => {
    const other = shape.decided[0]?.pairs[0]?.kept;
    const { text, host } = await draw(Earnings, `#/earnings/${String(entry.entry.id)}`, {}, (made) => made.answer('double_twins', () => (other === undefined ? [] : [{ decision: 1, aside: true, other }])));
    expect(host.calls.some((call) => call.name === 'double_twins')).toBe(true);
    expect(text()).toContain('Put aside: counted as PayPal');
  });
});
