/** Takes an import back, tells the screens, and says what left and what stayed. */
import { host } from '../../host';
import { announce, loadApp } from '../../lib/app.svelte';
import { t } from '../../lib/i18n.svelte';
import { toasts } from '../../lib/toasts.svelte';

export async function undoImport(run: number): Promise<void> {
  const report = await host().invoke('undo_import', { run });
  announce(['entries', 'payouts', 'programmes', 'offers', 'accounts', 'runs', 'review']);
  void loadApp();
  toasts.show({ text: t('runs.undone', { count: report.entries, landings: report.landings, restored: report.restored, kept: report.kept }) });
}
