/** Files on their way in, from a dialog or a drop. Accounts shows what they hold before anything is written. */
import { host } from '../host';
import { go } from './router.svelte';

let paths = $state.raw<readonly string[]>([]);

export const intake = {
  /** What was chosen last and not taken up yet. */
  get paths() {
    return paths;
  },
  /** Hands files to Accounts and goes there. */
  offer(next: readonly string[]): void {
    if (next.length === 0) return;
    paths = next;
    go('accounts', null, { import: 1 });
  },
  /** Opens the system's dialog, then hands the files to Accounts. */
  async pick(): Promise<void> {
    const picked = await host().pickFiles();
    if (picked !== null) intake.offer(picked);
  },
  /** Leaves the files alone. */
  clear(): void {
    paths = [];
  },
};
