/** Work the whole window can start: a sync from any screen. The answer of a long command is also its report. */
import type { ErrorShape } from '../bindings/ErrorShape';
import type { SyncReport } from '../bindings/SyncReport';
import { host } from '../host';
import { announce, app, loadApp } from './app.svelte';
import { asError } from './errors';

let syncing = $state(false);
let report = $state.raw<SyncReport | null>(null);
let failed = $state.raw<ErrorShape | null>(null);

export const work = {
  /** Whether a sync of this window is under way. */
  get syncing() {
    return syncing || (app.busy && app.task?.task === 'sync');
  },
  /** The report of the last sync of this window. */
  get report() {
    return report;
  },
  /** Why the last sync of this window did not start or end. */
  get error() {
    return failed;
  },
  /** Forgets the last error. */
  calm(): void {
    failed = null;
  },
  /** Syncs some accounts, or all. */
  async sync(accounts: number[] = [], full = false): Promise<void> {
    if (work.syncing) return;
    syncing = true;
    failed = null;
    try {
      report = await host().invoke('sync', { accounts, full });
    } catch (thrown) {
      failed = asError(thrown);
    }
    syncing = false;
    announce(['entries', 'payouts', 'programmes', 'offers', 'accounts', 'runs', 'review']);
    await loadApp();
  },
  /** Asks what runs to stop after the page being written. */
  async cancel(): Promise<void> {
    await host().invoke('cancel', {}).catch(() => undefined);
  },
};
