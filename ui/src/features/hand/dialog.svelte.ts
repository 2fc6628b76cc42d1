/** Whether the hand-entry dialog stands open, and what it changes. Screens may open it; the shell draws it. */
import type { EntryRow } from '../../bindings/EntryRow';

type Opened = { edit: EntryRow | null };

let opened = $state.raw<Opened | null>(null);

export const handEntry = {
  get opened() {
    return opened;
  },
  /** A new line. */
  add(): void {
    opened = { edit: null };
  },
  /** Changes an entry typed by hand. */
  edit(row: EntryRow): void {
    opened = { edit: row };
  },
  close(): void {
    opened = null;
  },
};
