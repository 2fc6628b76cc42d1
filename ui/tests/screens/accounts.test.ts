import { afterEach, describe, expect, it } from 'vitest';
import type { TaskProgress } from '../../src/bindings/TaskProgress';
import Accounts from '../../src/features/accounts/Accounts.svelte';
import { setTask } from '../../src/lib/app.svelte';
import { intake } from '../../src/lib/intake.svelte';
import { go } from '../../src/lib/router.svelte';
import { toasts } from '../../src/lib/toasts.svelte';
import { work } from '../../src/lib/work.svelte';
import running from '../story/progress_running.json';
import { button, render, settle, text, type, type Rendered } from '../render';

let shown: Rendered;
afterEach(async () => {
  setTask(null);
  intake.clear();
  work.calm();
  for (const toast of toasts.shown) toasts.dismiss(toast.id);
  await shown.stop();
});
const panel = (title: string) => [...document.querySelectorAll('section.panel')].find((known) => text(known.querySelector('h2')) === title);
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find((known) => text(known).startsWith(label));
  return document.getElementById(found?.htmlFor ?? '');
};

describe('Accounts', () => {
  it('lists what is connected, what it brings and how it stands', async () => {
    go('accounts');
    shown = await render(Accounts);
    const rows = [...(panel('Connections')?.querySelectorAll('tbody tr') ?? [])].map(text);
    expect(rows[0]).toContain('@camille.atelier');
    expect(rows[0]).toContain('synced');
    expect(rows[1], 'an account that lost its sign-in offers to connect again').toMatch(/sign-in.*no longer works.*Connect/u);
  });

  it('words the fields of a platform, hides secrets and refuses to send blanks', async () => {
    go('accounts', null, { connect: 1 });
    shown = await render(Accounts);
    expect(field('Restricted key')?.getAttribute('type')).toBe('password');
    expect(text(panel('Connect an account'))).toContain('Read on balance');
    button(document, 'Test and connect').click();
    await settle();
    expect(shown.host.calls.some((call) => call.name === 'connect')).toBe(false);
    expect(text(panel('Connect an account'))).toContain('This is needed.');
    await type(field('Name you know it by'), ' my shop ');
    await type(field('Restricted key'), 'rk_test_invented');
    button(document, 'Test and connect').click();
    await settle();
    expect(shown.host.calls.find((call) => call.name === 'connect')?.args).toEqual({
      request: { platform: 'stripe', handle: 'my shop', region: null, base_url: null, manual: false, fields: { api_key: 'rk_test_invented' } },
    });
    expect(document.body.innerHTML, 'the secret is not kept on the page').not.toContain('rk_test_invented');
  });

  it('keeps the form open and says why when the credentials do not work', async () => {
    go('accounts', null, { connect: 1 });
    shown = await render(Accounts, { variant: 'offline' });
    await type(field('Name you know it by'), 'shop');
    await type(field('Restricted key'), 'rk_x');
    button(document, 'Test and connect').click();
    await settle();
    expect(text(panel('Connect an account'))).toContain('No network');
  });

  it('shows a running sync with counts per account, and cancels it', async () => {
    go('accounts');
    shown = await render(Accounts);
    setTask(running as TaskProgress);
    await settle();
    const sync = panel('Syncing 5 accounts');
    expect(text(sync)).toContain('164 of about 240 items');
    expect(text(sync)).toContain('revenue by day, 22 of 31');
    expect(sync?.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('164');
    button(sync ?? document, 'Cancel').click();
    await settle();
    expect(shown.host.calls.some((call) => call.name === 'cancel')).toBe(true);
  });

  it('shows a running part whose total nobody knows as a count, not an empty bar', async () => {
    go('accounts');
    shown = await render(Accounts);
    const task = structuredClone(running) as TaskProgress;
    task.about = null;
    setTask(task);
    await settle();
    expect(text(panel('Syncing 5 accounts'))).toContain('164 items');
    expect(panel('Syncing 5 accounts')?.querySelector('.dash[role="progressbar"]')).not.toBeNull();
  });

  it('opens a run into its accounts with reasons', async () => {
    go('accounts');
    shown = await render(Accounts);
    const run = [...document.querySelectorAll('button')].find((known) => text(known) === 'Sync, 2 of 3 accounts');
    run?.click();
    await settle();
    expect(text(panel('Runs'))).toContain('Connect it again.');
  });

  it('undoes an import only after saying what leaves', async () => {
    go('accounts');
    shown = await render(Accounts);
    button(panel('Runs') ?? document, 'Undo').click();
    await settle();
    expect(text(document.querySelector('dialog'))).toContain('rows it changed go back to their version before');
    expect(shown.host.calls.some((call) => call.name === 'undo_import')).toBe(false);
    button(document, 'Undo import').click();
    await settle();
    expect(shown.host.calls.find((call) => call.name === 'undo_import')?.args).toEqual({ run: 43 });
    expect(toasts.shown.at(-1)?.text).toBe('37 entries removed, 2 restored, 0 kept');
  });

  it('removes a connection only after a question, and keeps its data unless told otherwise', async () => {
    go('accounts');
    shown = await render(Accounts);
    button(document, 'Actions for atelier-camille.example').click();
    await settle();
    [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find((item) => text(item) === 'Remove')?.click();
    await settle();
    expect(text(document.querySelector('dialog'))).toContain('6,410 entries stay');
    button(document, 'Remove connection').click();
    await settle();
    expect(shown.host.calls.find((call) => call.name === 'remove_account')?.args).toEqual({ id: 3, keep_data: true });
  });

  it('looks into files before anything is written, then imports them as one run', async () => {
    go('accounts');
    shown = await render(Accounts);
    intake.offer(['/tmp/itemised-balance-2026-10.csv']);
    await settle();
    const imports = () => shown.host.calls.filter((call) => call.name === 'import').map((call) => (call.args as { dry_run: boolean }).dry_run);
    expect(imports(), 'a look writes nothing').toEqual([true]);
    const seen = text(panel('Import'));
    expect(seen).toContain('43 rows read');
    expect(seen).toContain('Recognised by columns balance_transaction_id');
    expect(seen).toContain('line 17');
    expect(seen).toContain('This day does not exist');
    button(document, 'Import 38 rows').click();
    await settle();
    expect(imports()).toEqual([true, false]);
    expect(toasts.shown.at(-1)?.text).toBe('38 rows imported');
  });

  it('names the file that cannot be read', async () => {
    go('accounts');
    shown = await render(Accounts, {}, (host) =>
      host.answer('import', () => ({
        run: null,
        state: 'failed',
        files: [{ path: '/tmp/empty.csv', format: null, why: null, account: null, new: 0, revised: 0, same: 0, rejected: [], rejected_count: 0, notes: [], error: { code: 'file_empty', message: '', details: {} } }],
      })),
    );
    intake.offer(['/tmp/empty.csv']);
    await settle();
    expect(text(panel('Import'))).toContain('empty.csv is empty');
  });

  it('lists what needs review with its bytes, and puts an item aside', async () => {
    go('accounts', null, { review: 1 });
    shown = await render(Accounts);
    expect(text(panel('Needs review'))).toContain('11 items from 2 runs');
    expect(text(panel('Needs review'))).toContain('2026-09-31 10:12');
    shown.host.answer('resolve_review', () => []);
    button(panel('Needs review') ?? document, 'Put aside').click();
    await settle();
    expect(shown.host.calls.find((call) => call.name === 'resolve_review')?.args).toEqual({ id: 1 });
  });

  it.each([
    ['empty', 'No account yet'],
    ['error', 'These rows cannot be read'],
    ['offline', 'No network.'],
  ] as const)('has a state for %s', async (variant, words) => {
    go('accounts');
    shown = await render(Accounts, { variant });
    expect(text(shown.root)).toContain(words);
  });

  it('draws grey lines on the first load', async () => {
    go('accounts');
    shown = await render(Accounts, {}, (host) => host.answer('accounts', () => new Promise(() => undefined)));
    expect(shown.root.querySelectorAll('[aria-busy="true"]').length).toBe(2);
  });

  it('is complete in French', async () => {
    go('accounts', null, { connect: 1 });
    shown = await render(Accounts, { locale: 'fr' });
    expect(text(shown.root)).toContain('Connexions');
    expect(text(shown.root)).not.toMatch(/\b(accounts|connect|runs|import|review)\.[a-z_]+\b/u);
  });
});
